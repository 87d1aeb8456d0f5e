package dev.pulsegate.ecg.stream;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a stream's samples come from. */
public enum StreamKind {
    /** A dynamical model makes them. */
    @JsonProperty("synthetic")
    SYNTHETIC,
    /** They were recorded, and are replayed without end. */
    @JsonProperty("recording")
    RECORDING
}
