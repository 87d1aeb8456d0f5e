package dev.pulsegate.socketio.engine;

import java.time.Duration;

/** Settings for tests: round numbers, small bounds. */
final class Settings {

    static final Duration PING_INTERVAL = Duration.ofSeconds(25);
    static final Duration PING_TIMEOUT = Duration.ofSeconds(20);
    static final Duration UPGRADE_TIMEOUT = Duration.ofSeconds(10);
    static final Duration TRANSFER_DEADLINE = Duration.ofSeconds(15);
    static final Duration CLOSE_GRACE = Duration.ofSeconds(5);
    static final int MAX_PAYLOAD = 1000;
    static final int MAX_SESSIONS = 4;
    static final int MAX_PER_ADDRESS = 3;
    static final int MAX_HANDSHAKE = 200;
    static final int MAX_QUEUED_PACKETS = 50;
    static final int MAX_QUEUED_BYTES = 2000;
    static final int PER_SECOND = 10;
    static final int BURST = 30;

    private Settings() {}

    static EngineSettings usual() {
        return new EngineSettings(
                PING_INTERVAL,
                PING_TIMEOUT,
                MAX_PAYLOAD,
                UPGRADE_TIMEOUT,
                TRANSFER_DEADLINE,
                CLOSE_GRACE,
                MAX_SESSIONS,
                MAX_PER_ADDRESS,
                MAX_HANDSHAKE,
                MAX_QUEUED_PACKETS,
                MAX_QUEUED_BYTES,
                PER_SECOND,
                BURST);
    }
}
