package dev.pulsegate.socketio.conformance;

import java.time.Duration;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.pulsegate.socketio.engine.EngineSettings;
import dev.pulsegate.socketio.quarkus.EngineEndpoint;
import dev.pulsegate.socketio.quarkus.SocketIoConfig;

/**
 * What the tests, ours and the official suites, talk to: servers that echo, each with the times and bounds its tests need.
 */
public final class ConformanceApplication {

    /** As the official suite wants it. */
    @Produces
    @Singleton
    EngineEndpoint engine(SocketIoConfig config) {
        return new EngineEndpoint("engine", "/engine.io", suiteSettings(config), new Echo());
    }

    /** With a heartbeat that a test can wait for, and a busy machine keep. */
    @Produces
    @Singleton
    EngineEndpoint quick(SocketIoConfig config) {
        var settings = settings(config.settings(), Duration.ofMillis(300), Duration.ofSeconds(2), 1000);
        return new EngineEndpoint("quick", "/quick", settings, new Echo());
    }

    /** With a heartbeat that no test meets, and bounds that are soon reached. */
    @Produces
    @Singleton
    EngineEndpoint bounded(SocketIoConfig config) {
        var usual = config.settings();
        var settings = new EngineSettings(
                usual.pingInterval(),
                usual.pingTimeout(),
                10_000,
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                1000,
                900,
                4096,
                500,
                400_000,
                50,
                100);
        return new EngineEndpoint("bounded", "/bounded", settings, new Echo());
    }

    /** For two clients and no more. */
    @Produces
    @Singleton
    EngineEndpoint small(SocketIoConfig config) {
        var usual = config.settings();
        var settings = settings(usual, usual.pingInterval(), usual.pingTimeout(), 2);
        return new EngineEndpoint("small", "/small", settings, new Echo());
    }

    /** The official suites' times: a ping every 300 ms, 200 ms for the answer. */
    static EngineSettings suiteSettings(SocketIoConfig config) {
        return settings(config.settings(), Duration.ofMillis(300), Duration.ofMillis(200), 1000);
    }

    /** The usual settings but for a few. */
    public static EngineSettings settings(
            EngineSettings usual, Duration pingInterval, Duration pingTimeout, int maxSessionsPerAddress) {
        return new EngineSettings(
                pingInterval,
                pingTimeout,
                usual.maxPayload(),
                usual.upgradeTimeout(),
                usual.transferDeadline(),
                usual.closeGrace(),
                usual.maxSessions(),
                maxSessionsPerAddress,
                usual.maxHandshake(),
                usual.maxQueuedPackets(),
                usual.maxQueuedBytes(),
                usual.inboundPerSecond(),
                usual.inboundBurst());
    }
}
