package dev.pulsegate.gateway.file.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** One object on its way to S3 in parts. It is seen by nobody until it is complete. For one thread. */
final class S3MultipartUpload {

    private final S3Client client;
    private final String bucket;
    private final String name;
    private final List<CompletedPart> parts = new ArrayList<>();
    private String uploadId;

    S3MultipartUpload(S3Client client, String bucket, String name) {
        this.client = client;
        this.bucket = bucket;
        this.name = name;
    }

    /** Sends the next part, beginning the upload with the first. */
    UploadPartResponse send(Path part) {
        if (uploadId == null) {
            uploadId = client.createMultipartUpload(
                            create -> create.bucket(bucket).key(name))
                    .uploadId();
        }
        int number = parts.size() + 1;
        var sent = client.uploadPart(
                upload -> upload.bucket(bucket).key(name).uploadId(uploadId).partNumber(number),
                RequestBody.fromFile(part));
        parts.add(CompletedPart.builder().partNumber(number).eTag(sent.eTag()).build());
        return sent;
    }

    /** Makes the object of the parts sent. */
    CompleteMultipartUploadResponse complete() {
        return client.completeMultipartUpload(complete ->
                complete.bucket(bucket).key(name).uploadId(uploadId).multipartUpload(upload -> upload.parts(parts)));
    }

    /** Gives the parts up. If even that fails, the cause of it all is told so, and the sweep will do it. */
    void abort(Exception cause) {
        if (uploadId == null) {
            return;
        }
        try {
            client.abortMultipartUpload(abort -> abort.bucket(bucket).key(name).uploadId(uploadId));
        } catch (SdkException e) {
            cause.addSuppressed(e);
        }
    }

    /** Gives up the uploads below the prefix that began before this instant. */
    static void abortOlder(S3Client client, String bucket, String prefix, Instant before) {
        client.listMultipartUploadsPaginator(list -> list.bucket(bucket).prefix(prefix)).uploads().stream()
                .filter(upload ->
                        upload.initiated() != null && upload.initiated().isBefore(before))
                .forEach(upload -> client.abortMultipartUpload(
                        abort -> abort.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
    }
}
