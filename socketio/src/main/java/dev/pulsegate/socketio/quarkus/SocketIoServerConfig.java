package dev.pulsegate.socketio.quarkus;

import java.time.Duration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

import dev.pulsegate.socketio.protocol.PacketLimits;
import dev.pulsegate.socketio.server.SocketIoSettings;

/** What Socket.IO servers allow their clients, beside what {@link SocketIoConfig} allows a session. Checked at start. */
@ConfigMapping(prefix = "pulsegate.socketio.server")
public interface SocketIoServerConfig {

    /** How long a session may be connected to no namespace: after its opening, and after it left the last one. */
    @DurationMin(millis = 10)
    @WithDefault("45s")
    Duration connectTimeout();

    /** How many namespaces a session may be connected to at once. */
    @Min(1)
    @WithDefault("16")
    int maxNamespaces();

    /** How many answers one socket may be waited for. */
    @Min(1)
    @WithDefault("256")
    int maxPendingAcks();

    /**
     * About how many bytes a session's packets may take while they wait for the application. One packet may always wait; a
     * session that would need more is closed.
     */
    @Min(1024)
    @WithDefault("8000000")
    long maxWaitingBytes();

    /** How many attachments a packet may have, either way. Common clients take no more than 10. */
    @Min(0)
    @Max(1000)
    @WithDefault("10")
    int maxAttachments();

    /** How many bytes the attachments of one packet from a client may have together. */
    @Min(0)
    @WithDefault("10000000")
    long maxAttachmentBytes();

    /** How deep arrays and objects from a client may be nested. */
    @Min(2)
    @Max(1000)
    @WithDefault("100")
    int maxJsonDepth();

    /** How many values, names, brackets and braces a packet from a client may have. */
    @Min(100)
    @WithDefault("500000")
    int maxJsonTokens();

    /** The same as the server wants it. */
    default SocketIoSettings settings() {
        return new SocketIoSettings(
                connectTimeout(),
                maxNamespaces(),
                maxPendingAcks(),
                maxWaitingBytes(),
                new PacketLimits(maxAttachments(), maxAttachmentBytes(), maxJsonDepth(), maxJsonTokens()));
    }
}
