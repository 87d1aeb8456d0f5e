package dev.pulsegate.platform.socket;

import java.time.Duration;

import dev.pulsegate.platform.PlatformConfig;

/**
 * The bounds the peers of one endpoint are kept within. What they mean stands in {@link PlatformConfig.Socket}.
 *
 * @param outboxCapacity how many messages may wait for a peer
 * @param writeDeadline how long one message may take to leave
 * @param pingInterval how often a silent peer is pinged
 * @param pongTimeout how long a peer may leave pings unanswered
 * @param closeGrace how long a peer may take to answer a close frame
 * @param inboundPerSecond messages a peer may send in a second, over time
 * @param inboundBurst messages a peer may send at once after a silence
 * @param maxMessage the longest message a peer may send at first, in characters or bytes
 * @param expiryGrace how long a socket may outlive its token; zero unless the endpoint itself ends it
 */
public record PeerLimits(
        int outboxCapacity,
        Duration writeDeadline,
        Duration pingInterval,
        Duration pongTimeout,
        Duration closeGrace,
        int inboundPerSecond,
        int inboundBurst,
        int maxMessage,
        Duration expiryGrace) {

    /** The bounds that are configured for all endpoints. */
    static PeerLimits of(PlatformConfig.Socket config) {
        return new PeerLimits(
                config.outboxCapacity(),
                config.writeDeadline(),
                config.pingInterval(),
                config.pongTimeout(),
                config.closeGrace(),
                config.inboundPerSecond(),
                config.inboundBurst(),
                config.maxMessage(),
                Duration.ZERO);
    }
}
