package dev.pulsegate.socketio.quarkus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.body.BodyRule;
import dev.pulsegate.platform.body.BodyRules;
import dev.pulsegate.platform.connection.ConnectedPeers;
import dev.pulsegate.platform.memory.MemoryBudgets;
import dev.pulsegate.socketio.engine.EngineServer;

/** Sets up a server for every {@link EngineEndpoint} there is, keeps their time, and ends them before the process ends. */
@ApplicationScoped
public class EngineRoutes implements BodyRules, ConnectedPeers {

    private final List<EngineServer> servers = new ArrayList<>();
    private final Instance<EngineEndpoint> endpoints;
    private final CrossOrigin crossOrigin;
    private final MemoryBudgets budgets;
    private final MeterRegistry registry;
    private final Vertx vertx;

    EngineRoutes(
            @Any Instance<EngineEndpoint> endpoints,
            PlatformConfig platform,
            MemoryBudgets budgets,
            MeterRegistry registry,
            Vertx vertx) {
        this.budgets = budgets;
        this.endpoints = endpoints;
        this.crossOrigin = new CrossOrigin(platform.crossSite().allowedOrigins().orElse(Set.of()));
        this.registry = registry;
        this.vertx = vertx;
    }

    /** Bodies are read by sessions, which know how long they may be. */
    @Override
    public Optional<BodyRule> rule(RoutingContext context) {
        var path = context.normalizedPath();
        return endpoints.stream().anyMatch(endpoint -> isBelow(path, endpoint.path()))
                ? Optional.of(new BodyRule.Own())
                : Optional.empty();
    }

    private static boolean isBelow(String path, String prefix) {
        return path.equals(prefix) || path.equals(prefix + "/");
    }

    void register(@Observes Router router) {
        endpoints.forEach(endpoint -> serve(endpoint, router));
    }

    private void serve(EngineEndpoint endpoint, Router router) {
        var settings = endpoint.settings();
        var meters = new EngineMeters(registry, endpoint.name());
        var server = new EngineServer(settings, endpoint.application(), meters, System::nanoTime);
        servers.add(server);
        router.route(endpoint.path())
                .handler(new EngineRoute(server, crossOrigin, settings.maxPayload(), budgets.bodies()));
        vertx.setPeriodic(settings.tickPeriod().toMillis(), timer -> server.tick());
    }

    /** Clients that come back by themselves do so after a while of their own; only when they begin is for us to say. */
    @Override
    public void sendAway(Duration window) {
        servers.forEach(EngineServer::takeNoMore);
        if (window.isZero()) {
            stop();
        } else {
            vertx.setTimer(window.toMillis(), fired -> stop());
        }
    }

    private void stop() {
        servers.forEach(EngineServer::stop);
    }

    @Override
    public int present() {
        return servers.stream().mapToInt(EngineServer::sessions).sum();
    }
}
