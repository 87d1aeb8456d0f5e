package dev.pulsegate.socketio.quarkus;

import java.time.Duration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import dev.pulsegate.socketio.engine.EngineSettings;

/** How Engine.IO servers keep their sessions, and the bounds each session is kept within. Checked at start. */
@ConfigMapping(prefix = "pulsegate.socketio")
public interface SocketIoConfig {

    /**
     * How often a client is pinged. A poll waits no longer than this, so it must be shorter than
     * {@code quarkus.http.idle-timeout}.
     */
    @DurationMin(millis = 10)
    @DurationMax(seconds = 60)
    @WithDefault("25s")
    Duration pingInterval();

    /** How long a client may take to answer a ping before its session is closed. */
    @DurationMin(millis = 10)
    @WithDefault("20s")
    Duration pingTimeout();

    /**
     * The longest WebSocket message or request body a client may send, in bytes. No more than
     * {@code quarkus.websockets-next.server.max-message-size} and {@code quarkus.http.limits.max-body-size} let through.
     */
    @Min(1024)
    @Max(100_000_000)
    @WithDefault("1000000")
    int maxPayload();

    /** How long a client may take to move from polling to a WebSocket it has opened. */
    @DurationMin(millis = 10)
    @WithDefault("10s")
    Duration upgradeTimeout();

    /** How long a message may take to leave, and a request body to come, before the session is closed. */
    @DurationMin(millis = 10)
    @WithDefault("30s")
    Duration transferDeadline();

    /** How long a client may take to fetch its last packets, or to answer a close frame. */
    @DurationMin(millis = 10)
    @WithDefault("5s")
    Duration closeGrace();

    /** How many sessions a server may have. */
    @Min(1)
    @WithDefault("10000")
    int maxSessions();

    /**
     * How many of them may come from one IP address. Behind a proxy that is the proxy's, unless Quarkus is told by
     * {@code quarkus.http.proxy.proxy-address-forwarding} to believe it.
     */
    @Min(1)
    @WithDefault("1000")
    int maxSessionsPerAddress();

    /** How long the headers and the query of a handshake may be together, in characters: a session keeps them. */
    @Min(1024)
    @WithDefault("16384")
    int maxHandshake();

    /** How many messages may wait for one client. */
    @Min(1)
    @WithDefault("1024")
    int maxQueuedPackets();

    /** How many bytes may wait for one client; a single message, though longer, may if nothing else does. */
    @Min(1024)
    @WithDefault("4194304")
    long maxQueuedBytes();

    /** Packets a client may send in a second, over time. */
    @Min(1)
    @WithDefault("200")
    int inboundPerSecond();

    /** Packets that a client may send at once after a silence. */
    @Min(1)
    @WithDefault("1000")
    int inboundBurst();

    /** The same as the engine wants it. */
    default EngineSettings settings() {
        return new EngineSettings(
                pingInterval(),
                pingTimeout(),
                maxPayload(),
                upgradeTimeout(),
                transferDeadline(),
                closeGrace(),
                maxSessions(),
                maxSessionsPerAddress(),
                maxHandshake(),
                maxQueuedPackets(),
                maxQueuedBytes(),
                inboundPerSecond(),
                inboundBurst());
    }
}
