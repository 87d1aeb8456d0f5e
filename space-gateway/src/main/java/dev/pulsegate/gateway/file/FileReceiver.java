package dev.pulsegate.gateway.file;

import java.io.InputStream;
import java.util.Collection;
import java.util.UUID;

/** Takes files in as they come. */
public interface FileReceiver {

    /**
     * Receives one file, reading it to its end. Blocks meanwhile.
     *
     * @return the file, or why it is not taken; then nothing of it stays, and the rest of the stream is unread
     */
    Reception receive(Incoming file, InputStream content);

    /** Lets go of those of the files that no request uses; for a form that is refused after all. */
    void discard(Collection<UUID> fileIds);
}
