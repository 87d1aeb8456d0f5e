package dev.pulsegate.gateway.file.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps objects of any size. An object is seen by nobody until it is complete, and does not change after that. All
 * methods block; all may be called from many threads at once.
 */
public interface FileStore extends AutoCloseable {

    /**
     * Writes an object while it is read, holding no more of it in memory than a small buffer. Whatever goes wrong, an
     * exception of {@code content} included, nothing of it stays.
     *
     * @param limitBytes the most it may have
     * @return what was written
     * @throws TooLargeException if it has more than the limit
     * @throws StoreFullException if there is no room for it
     * @throws IOException if it cannot be read or written
     */
    Written put(StoreKey key, InputStream content, long limitBytes) throws IOException;

    /**
     * Opens a part of an object.
     *
     * @param offset its first byte, from 0
     * @param count how many bytes; the part must lie within the object
     * @throws NoSuchFileException if there is no such object
     */
    Content open(StoreKey key, long offset, long count) throws IOException;

    /** Takes an object away. One that is not there is no error. */
    void delete(StoreKey key) throws IOException;

    /** All objects, in no order, read as the stream is. The caller closes the stream. */
    Stream<Listed> list() throws IOException;

    /**
     * Looks whether the store is there; costs little.
     *
     * @throws IOException if it is not, or cannot be used
     */
    void check() throws IOException;

    /** Takes away what writers that died before this instant left half-written. */
    void sweep(Instant before) throws IOException;

    /**
     * A URL at which whoever holds it can read the object without us, if this store has such URLs.
     *
     * @param validity for how long
     * @param contentType the content type it is served with
     * @param contentDisposition the {@code Content-Disposition} it is served with
     */
    default Optional<URI> temporaryUrl(StoreKey key, Duration validity, String contentType, String contentDisposition) {
        return Optional.empty();
    }

    @Override
    void close();

    /**
     * What {@link #put} wrote.
     *
     * @param sizeBytes its length
     * @param sha256 its SHA-256, as 64 hexadecimal digits
     */
    record Written(long sizeBytes, String sha256) {}

    /**
     * An object in a list.
     *
     * @param key its name
     * @param writtenAt when it was written
     */
    record Listed(StoreKey key, Instant writtenAt) {}
}
