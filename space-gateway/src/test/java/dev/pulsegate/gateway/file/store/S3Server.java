package dev.pulsegate.gateway.file.store;

import java.net.URI;
import java.nio.file.Path;

import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobApiMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;

/** An S3 server in this process that keeps objects in memory and verifies signatures. */
public final class S3Server implements AutoCloseable {

    private static final String BUCKET = "pulsegate-test";

    private final BlobStoreContext context;
    private final S3Proxy server;

    /** Starts a server with an empty bucket. */
    public S3Server() {
        context = ContextBuilder.newBuilder(new TransientNio2BlobApiMetadata())
                .endpoint("http://127.0.0.1")
                .credentials("unused", "unused")
                .build(BlobStoreContext.class);
        context.getBlobStore().createContainerInLocation(null, BUCKET);
        server = S3Proxy.builder()
                .blobStore(context.getBlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "test-key", "test-secret")
                .build();
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** How to reach it. */
    public S3Settings settings(Path spool) {
        return settings(spool, "test-secret");
    }

    /** How to reach it, with this secret. */
    public S3Settings settings(Path spool, String secret) {
        return new S3Settings(
                URI.create("http://127.0.0.1:" + server.getPort()),
                "eu-central-1",
                BUCKET,
                "files/",
                "test-key",
                secret,
                true,
                S3Settings.MIN_PART_BYTES,
                spool,
                true);
    }

    /** How many objects it has, and uploads under way. */
    public int traces() {
        var store = context.getBlobStore();
        return store.list(BUCKET).size() + store.listMultipartUploads(BUCKET).size();
    }

    /** Forgets everything. */
    public void clear() {
        context.getBlobStore().clearContainer(BUCKET);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        context.close();
    }
}
