package dev.pulsegate.gateway.file.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Keeps objects in a bucket of an S3-compatible service. An object of unknown length is cut into parts; each is spooled
 * to a temporary file, so that any number of uploads needs little memory, and a part can be sent again. What fits into
 * one part is sent in one request.
 */
public final class S3FileStore implements FileStore {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int INSUFFICIENT_STORAGE = 507;
    private static final String SPOOL_PREFIX = "pulsegate-part-";

    private final S3Settings settings;
    private final S3Client client;
    private final S3Presigner presigner;

    /**
     * Connects to the service when it is first used.
     *
     * @throws IOException if the spool folder cannot be made
     */
    public S3FileStore(S3Settings settings) throws IOException {
        this.settings = settings;
        Files.createDirectories(settings.spool());
        this.client = S3Clients.client(settings);
        this.presigner = S3Clients.presigner(settings);
    }

    @Override
    public Written put(StoreKey key, InputStream content, long limitBytes) throws IOException {
        var input = new MeasuredInput(content, limitBytes);
        var part = Files.createTempFile(settings.spool(), SPOOL_PREFIX, ".tmp");
        try {
            long length = spool(input, part);
            if (length < settings.partBytes()) {
                call(() -> client.putObject(
                        put -> put.bucket(settings.bucket()).key(name(key)), RequestBody.fromFile(part)));
            } else {
                putInParts(key, input, part, length);
            }
            return input.finish();
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void putInParts(StoreKey key, MeasuredInput input, Path part, long firstLength) throws IOException {
        var upload = new S3MultipartUpload(client, settings.bucket(), name(key));
        try {
            for (long length = firstLength; length > 0; length = spool(input, part)) {
                call(() -> upload.send(part));
            }
            call(upload::complete);
        } catch (IOException | RuntimeException e) {
            upload.abort(e);
            throw e;
        }
    }

    /** Fills the file with the next part; less than a whole one is the last. */
    private long spool(MeasuredInput input, Path part) throws IOException {
        long length = 0;
        var buffer = new byte[BUFFER_BYTES];
        try (var out = Files.newOutputStream(part)) {
            while (length < settings.partBytes()) {
                int read = input.read(buffer, (int) Math.min(BUFFER_BYTES, settings.partBytes() - length));
                if (read < 0) {
                    break;
                }
                out.write(buffer, 0, read);
                length += read;
            }
        }
        return length;
    }

    /** Asks for what is asked when the store is swept, so that no further right is needed. */
    @Override
    public void check() throws IOException {
        call(() -> client.listObjectsV2(
                list -> list.bucket(settings.bucket()).prefix(settings.prefix()).maxKeys(1)));
    }

    @Override
    public Content open(StoreKey key, long offset, long count) throws IOException {
        if (count == 0) {
            // A range cannot be empty in HTTP.
            return new Content.InStream(InputStream.nullInputStream(), 0);
        }
        var stream = call(() -> client.getObject(get ->
                get.bucket(settings.bucket()).key(name(key)).range("bytes=" + offset + "-" + (offset + count - 1))));
        return new Content.InStream(new AbortingInput(stream, stream::abort, count), count);
    }

    @Override
    public void delete(StoreKey key) throws IOException {
        try {
            call(() -> client.deleteObject(
                    delete -> delete.bucket(settings.bucket()).key(name(key))));
        } catch (NoSuchFileException e) {
            // Gone already, and some services say so: what was asked for holds.
        }
    }

    @Override
    public Stream<Listed> list() {
        int prefixLength = settings.prefix().length();
        return client
                .listObjectsV2Paginator(list -> list.bucket(settings.bucket()).prefix(settings.prefix()))
                .contents()
                .stream()
                .filter(object -> StoreKey.isSafe(object.key().substring(prefixLength)))
                .map(object -> new Listed(new StoreKey(object.key().substring(prefixLength)), object.lastModified()));
    }

    @Override
    public void sweep(Instant before) throws IOException {
        try (var parts = Files.newDirectoryStream(settings.spool(), SPOOL_PREFIX + "*")) {
            for (var part : parts) {
                if (Files.getLastModifiedTime(part).toInstant().isBefore(before)) {
                    Files.deleteIfExists(part);
                }
            }
        }
        call(() -> {
            S3MultipartUpload.abortOlder(client, settings.bucket(), settings.prefix(), before);
            return null;
        });
    }

    @Override
    public Optional<URI> temporaryUrl(StoreKey key, Duration validity, String contentType, String contentDisposition) {
        if (!settings.redirect()) {
            return Optional.empty();
        }
        var presigned = presigner.presignGetObject(
                presign -> presign.signatureDuration(validity).getObjectRequest(get -> get.bucket(settings.bucket())
                        .key(name(key))
                        .responseContentType(contentType)
                        .responseContentDisposition(contentDisposition)));
        return Optional.of(URI.create(presigned.url().toExternalForm()));
    }

    @Override
    public void close() {
        presigner.close();
        client.close();
    }

    private String name(StoreKey key) {
        return settings.prefix() + key.value();
    }

    private static <T> T call(Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (NoSuchKeyException e) {
            throw new NoSuchFileException(e.getMessage());
        } catch (S3Exception e) {
            if (e.statusCode() == INSUFFICIENT_STORAGE) {
                throw new StoreFullException("The S3 service is full.", e);
            }
            throw new IOException("The S3 service refused a request: " + e.getMessage(), e);
        } catch (SdkException e) {
            throw new IOException("The S3 service cannot be used: " + e.getMessage(), e);
        }
    }
}
