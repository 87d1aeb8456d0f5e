package dev.pulsegate.gateway.file.store;

import java.io.IOException;

/** An object has more bytes than it may. */
public final class TooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long limitBytes;

    /** More than this many bytes. */
    public TooLargeException(long limitBytes) {
        super("more than " + limitBytes + " bytes");
        this.limitBytes = limitBytes;
    }

    /** The most it may have. */
    public long limitBytes() {
        return limitBytes;
    }
}
