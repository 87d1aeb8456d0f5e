package dev.pulsegate.socketio.server;

import java.time.Duration;

import dev.pulsegate.socketio.protocol.PacketLimits;

/**
 * What a server allows its clients.
 *
 * @param connectTimeout how long a session may be without any namespace: from its opening, and after it left the last one
 * @param maxNamespaces the most namespaces of a session at once
 * @param maxPendingAcks the most answers that one socket is waited for
 * @param maxWaitingBytes about the most memory that a session's packets may take while they wait for the application: the
 *     sum of their {@link dev.pulsegate.socketio.protocol.ReceivedPacket#size}. One packet may always wait
 * @param packets the limits of one packet
 */
public record SocketIoSettings(
        Duration connectTimeout, int maxNamespaces, int maxPendingAcks, long maxWaitingBytes, PacketLimits packets) {

    /** Checks that something is allowed. */
    public SocketIoSettings {
        if (!connectTimeout.isPositive() || maxNamespaces < 1 || maxPendingAcks < 1 || maxWaitingBytes < 1) {
            throw new IllegalArgumentException("settings that allow nothing");
        }
    }

    /** 45 seconds to connect, 16 namespaces, 256 answers pending, 8 MB waiting, and the packets' defaults. */
    public static SocketIoSettings defaults() {
        return new SocketIoSettings(Duration.ofSeconds(45), 16, 256, 8_000_000, PacketLimits.defaults());
    }

    /** The same with another time to connect. */
    public SocketIoSettings withConnectTimeout(Duration timeout) {
        return new SocketIoSettings(timeout, maxNamespaces, maxPendingAcks, maxWaitingBytes, packets);
    }
}
