package dev.pulsegate.ecg.live;

/** How frames are written to a viewer. */
public enum WireFormat {
    /** JSON text frames. */
    JSON,
    /** The compact binary subprotocol. */
    BINARY
}
