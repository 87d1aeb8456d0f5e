package dev.pulsegate.socketio.quarkus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.body.BodyRule;
import dev.pulsegate.platform.body.BodyRules;
import dev.pulsegate.platform.memory.MemoryBudgets;
import dev.pulsegate.socketio.engine.EngineServer;

/** Sets up a server for every {@link EngineEndpoint} there is, keeps their time, and ends them before the process ends. */
@ApplicationScoped
public class EngineRoutes implements BodyRules {

    private static final Logger LOG = Logger.getLogger(EngineRoutes.class);

    /** Before the platform's own stop, which waits for requests under way: polls among them. */
    private static final int STOP_PRIORITY = 1000;

    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(10);

    private final List<EngineServer> servers = new ArrayList<>();
    private final Instance<EngineEndpoint> endpoints;
    private final CrossOrigin crossOrigin;
    private final Duration stopPatience;
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
        this.stopPatience = platform.stopPatience();
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

    void stop(@Observes @Priority(STOP_PRIORITY) ShutdownDelayInitiatedEvent event) {
        servers.forEach(EngineServer::stop);
        var deadline = System.nanoTime() + stopPatience.toNanos();
        while (sessions() > 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOOK_AGAIN_AFTER.toNanos());
        }
        if (sessions() > 0) {
            LOG.warnf("Stopping with %d Engine.IO sessions under way", sessions());
        }
    }

    private int sessions() {
        return servers.stream().mapToInt(EngineServer::sessions).sum();
    }
}
