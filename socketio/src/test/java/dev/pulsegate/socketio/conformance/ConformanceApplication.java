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
final class ConformanceApplication {

    /** Engine.IO as its official suite wants it. */
    @Produces
    @Singleton
    EngineEndpoint engine(SocketIoConfig config) {
        return new EngineEndpoint("engine", "/engine.io", suiteSettings(config.settings()), new Echo());
    }

    /** Engine.IO with a heartbeat that no test meets, and bounds that are soon reached. */
    @Produces
    @Singleton
    EngineEndpoint bounded(SocketIoConfig config) {
        var usual = config.settings();
        var settings = new EngineSettings(
                usual.pingInterval(),
                usual.pingTimeout(),
                10_000,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                1000,
                900,
                4096,
                500,
                400_000,
                50,
                100);
        return new EngineEndpoint("bounded", "/bounded", settings, new Echo());
    }

    /** Engine.IO for two clients and no more. */
    @Produces
    @Singleton
    EngineEndpoint small(SocketIoConfig config) {
        var usual = config.settings();
        var settings = new EngineSettings(
                usual.pingInterval(),
                usual.pingTimeout(),
                usual.maxPayload(),
                usual.upgradeTimeout(),
                usual.transferDeadline(),
                usual.closeGrace(),
                1000,
                2,
                usual.maxHandshake(),
                usual.maxQueuedPackets(),
                usual.maxQueuedBytes(),
                usual.inboundPerSecond(),
                usual.inboundBurst());
        return new EngineEndpoint("small", "/small", settings, new Echo());
    }

    /** Pings every 300 ms and waits 200 ms for the answer; payloads may have a million bytes. */
    static EngineSettings suiteSettings(EngineSettings usual) {
        return new EngineSettings(
                Duration.ofMillis(300),
                Duration.ofMillis(200),
                1_000_000,
                usual.upgradeTimeout(),
                usual.transferDeadline(),
                usual.closeGrace(),
                usual.maxSessions(),
                usual.maxSessionsPerAddress(),
                usual.maxHandshake(),
                usual.maxQueuedPackets(),
                usual.maxQueuedBytes(),
                usual.inboundPerSecond(),
                usual.inboundBurst());
    }
}
