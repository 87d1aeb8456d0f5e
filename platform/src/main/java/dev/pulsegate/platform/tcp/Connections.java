package dev.pulsegate.platform.tcp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.memory.MemoryBudgets;

/**
 * Bounds the connections of this process. Vert.x and Quarkus count connections after everything has been made for them, so
 * the listening sockets themselves are found, and a gate is put before them.
 */
@ApplicationScoped
public class Connections {

    private static final String GATE = "accept-gate";

    /** What a connection may come to hold: its own parts, a head or a message of a stranger, what is on the way. */
    private static final long HEAP_PER_CONNECTION = 64L * 1024;

    private static final int LEAST_CONNECTIONS = 256;

    private final Vertx vertx;
    private final AcceptGate gate;
    private final boolean behindProxy;
    private final int perAddress;

    Connections(
            Vertx vertx,
            PlatformConfig config,
            MemoryBudgets budgets,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding", defaultValue = "false")
                    boolean behindProxy) {
        this.vertx = vertx;
        this.behindProxy = behindProxy;
        var bounds = config.connections();
        long fitting = Runtime.getRuntime().maxMemory() / HEAP_PER_CONNECTION;
        int inAll = bounds.max().orElse(Math.clamp(fitting, LEAST_CONNECTIONS, Integer.MAX_VALUE));
        this.perAddress = bounds.maxPerAddress().orElse(Math.max(1, inAll / 2));
        // A proxy's connections are many people's: those are counted as requests, by the addresses it tells.
        var places = new Places(inAll, behindProxy ? inAll : perAddress);
        this.gate = new AcceptGate(
                places,
                new GuardRules(
                        bounds.headTimeout(),
                        bounds.maxHeadLines(),
                        config.socket().strangerMessage(),
                        budgets.messages()));
        Gauge.builder("pulsegate.tcp.connections.open", places, Places::taken).register(registry);
        FunctionCounter.builder("pulsegate.tcp.connections.refused", places, refusing -> (double) refusing.refusals())
                .register(registry);
    }

    /** Whether the addresses of clients are those a proxy tells. */
    boolean isBehindProxy() {
        return behindProxy;
    }

    /** How many connections, or requests that a proxy passes on, there may be of one address. */
    int perAddress() {
        return perAddress;
    }

    void listening(@ObservesAsync HttpServerStart event) {
        putGates();
    }

    void listeningEncrypted(@ObservesAsync HttpsServerStart event) {
        putGates();
    }

    private void putGates() {
        for (var executor : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
            if (executor instanceof SingleThreadEventLoop acceptor) {
                acceptor.execute(() -> acceptor.registeredChannelsIterator().forEachRemaining(channel -> {
                    if (channel instanceof ServerChannel && channel.pipeline().get(GATE) == null) {
                        channel.pipeline().addFirst(GATE, gate);
                    }
                }));
            }
        }
    }
}
