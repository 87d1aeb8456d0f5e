package dev.pulsegate.gateway.file.store;

import java.io.InputStream;
import java.nio.file.Path;

/** A part of a stored object, to be sent. */
public sealed interface Content {

    /** How many bytes it has. */
    long count();

    /**
     * It lies in a file of this machine, from where the kernel can send it.
     *
     * @param path the file
     * @param offset its first byte
     * @param count how many bytes
     */
    record InFile(Path path, long offset, long count) implements Content {}

    /**
     * It comes from elsewhere.
     *
     * @param stream the bytes, exactly {@code count}; whoever takes it closes it
     * @param count how many bytes
     */
    record InStream(InputStream stream, long count) implements Content {}
}
