package dev.pulsegate.socketio.engine;

import java.time.Duration;

/**
 * How a server keeps its sessions, and the bounds they are kept within.
 *
 * @param pingInterval how often a client is pinged; at least 1 ms, as everything announced in milliseconds
 * @param pingTimeout how long a client may take to answer a ping
 * @param maxPayload the longest frame or request body a client may send, in bytes
 * @param upgradeTimeout how long a client may take to move to a WebSocket it has opened
 * @param transferDeadline how long a message may take to leave, and a request body to come
 * @param closeGrace how long a client may take to fetch the last packets, or answer a close frame
 * @param maxSessions how many sessions there may be
 * @param maxSessionsPerAddress how many there may be from one IP address
 * @param maxHandshake how long headers and query of a handshake, which a session keeps, may be together, in characters
 * @param maxQueuedPackets how many messages may wait for one client
 * @param maxQueuedBytes how many bytes may wait for one client; a single message, though longer, may if nothing else does
 * @param inboundPerSecond how many packets a client may send in a second, over time
 * @param inboundBurst how many packets a client may send at once after a silence
 */
public record EngineSettings(
        Duration pingInterval,
        Duration pingTimeout,
        int maxPayload,
        Duration upgradeTimeout,
        Duration transferDeadline,
        Duration closeGrace,
        int maxSessions,
        int maxSessionsPerAddress,
        int maxHandshake,
        int maxQueuedPackets,
        long maxQueuedBytes,
        int inboundPerSecond,
        int inboundBurst) {

    private static final Duration SHORTEST_TICK = Duration.ofMillis(10);
    private static final Duration LONGEST_TICK = Duration.ofSeconds(1);
    private static final int TICKS_PER_TIMEOUT = 20;

    /**
     * Checks that everything is positive.
     *
     * @throws IllegalArgumentException if something is not
     */
    public EngineSettings {
        positive("pingInterval", pingInterval.toMillis());
        positive("pingTimeout", pingTimeout.toMillis());
        positive("maxPayload", maxPayload);
        positive("upgradeTimeout", upgradeTimeout.toMillis());
        positive("transferDeadline", transferDeadline.toMillis());
        positive("closeGrace", closeGrace.toMillis());
        positive("maxSessions", maxSessions);
        positive("maxSessionsPerAddress", maxSessionsPerAddress);
        positive("maxHandshake", maxHandshake);
        positive("maxQueuedPackets", maxQueuedPackets);
        positive("maxQueuedBytes", maxQueuedBytes);
        positive("inboundPerSecond", inboundPerSecond);
        positive("inboundBurst", inboundBurst);
    }

    private static void positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive");
        }
    }

    /** How often {@link EngineServer#tick} is to be called: often enough for the shorter of the heartbeat's times. */
    public Duration tickPeriod() {
        var shorter = pingInterval.compareTo(pingTimeout) < 0 ? pingInterval : pingTimeout;
        var period = shorter.dividedBy(TICKS_PER_TIMEOUT);
        if (period.compareTo(SHORTEST_TICK) < 0) {
            return SHORTEST_TICK;
        }
        return period.compareTo(LONGEST_TICK) > 0 ? LONGEST_TICK : period;
    }
}
