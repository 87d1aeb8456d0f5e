package dev.pulsegate.gateway.file.store;

import java.io.IOException;

/** The store has no room for another object, now. */
public final class StoreFullException extends IOException {

    private static final long serialVersionUID = 1L;

    /** With what the store says. */
    public StoreFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
