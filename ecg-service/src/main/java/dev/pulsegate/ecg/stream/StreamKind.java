package dev.pulsegate.ecg.stream;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a stream's samples come from. */
public enum StreamKind {
    /** A dynamical model makes them. */
    @JsonProperty("synthetic")
    SYNTHETIC,
    /** A record is replayed without end; {@code recording} to clients and in the database. */
    @JsonProperty("recording")
    REPLAY
}
