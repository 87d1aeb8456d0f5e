package dev.pulsegate.socketio.engine;

import java.util.Arrays;
import java.util.Optional;

/** What carries a session. */
public enum TransportName {
    /** HTTP long polling. */
    POLLING("polling"),
    /** A WebSocket. */
    WEBSOCKET("websocket");

    private final String wireName;

    TransportName(String wireName) {
        this.wireName = wireName;
    }

    /** What clients call it. */
    public String wireName() {
        return wireName;
    }

    static Optional<TransportName> of(String wireName) {
        return Arrays.stream(values())
                .filter(name -> name.wireName.equals(wireName))
                .findFirst();
    }
}
