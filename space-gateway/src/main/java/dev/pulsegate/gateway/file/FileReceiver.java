package dev.pulsegate.gateway.file;

import java.io.InputStream;
import java.util.Collection;
import java.util.UUID;

/** Takes files in as they come: to keep them, or to look at them only. */
public interface FileReceiver {

    /**
     * Receives one file, reading it to its end. Blocks meanwhile.
     *
     * @return the file, or why it is not taken; then nothing of it stays, and the rest of the stream is unread
     */
    Reception receive(Incoming file, InputStream content);

    /** Lets go of those of the files that no request uses; for a form that is refused after all. */
    void discard(Collection<UUID> fileIds);

    /**
     * A file about to be received.
     *
     * @param accountId whose it is
     * @param spaceId the space it is for, or null while unknown
     * @param requestId the request it belongs to, or null if there is none yet
     * @param kind what it is for
     * @param name its name for people
     * @param contentType its content type, as its sender says
     * @param limitBytes the most it may have
     */
    record Incoming(
            UUID id,
            UUID accountId,
            UUID spaceId,
            UUID requestId,
            FileKind kind,
            FileName name,
            MediaType contentType,
            long limitBytes) {}

    /** How receiving a file ended. */
    sealed interface Reception {

        /** It is in the store. */
        record Received(StoredFile file) implements Reception {}

        /** It is not, and nothing of it stays. */
        record Refused(Refusal refusal) implements Reception {}
    }
}
