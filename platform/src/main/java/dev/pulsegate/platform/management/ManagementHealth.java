package dev.pulsegate.platform.management;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.smallrye.health.runtime.SmallRyeHealthHandler;
import io.quarkus.smallrye.health.runtime.SmallRyeLivenessHandler;
import io.quarkus.smallrye.health.runtime.SmallRyeReadinessHandler;
import io.quarkus.smallrye.health.runtime.SmallRyeStartupHandler;
import io.quarkus.vertx.http.ManagementInterface;

/**
 * Health on the management port as well. Quarkus tells it on one port only: on the main one it shows that people are
 * served, on this one a probe needs no way past what guards the other.
 */
@ApplicationScoped
public class ManagementHealth {

    private static final String HEALTH = "/q/health";

    void register(@Observes ManagementInterface management) {
        var router = management.router();
        router.get(HEALTH).handler(new SmallRyeHealthHandler());
        router.get(HEALTH + "/live").handler(new SmallRyeLivenessHandler());
        router.get(HEALTH + "/ready").handler(new SmallRyeReadinessHandler());
        router.get(HEALTH + "/started").handler(new SmallRyeStartupHandler());
    }
}
