package dev.pulsegate.platform.task;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** The process's supervision, its metric and health. */
@ApplicationScoped
class SupervisionBeans {

    @Produces
    @Singleton
    Supervision supervision(MeterRegistry meters) {
        var supervision = new Supervision(
                part -> meters.counter("pulsegate.core.failures", "part", part).increment());
        Gauge.builder("pulsegate.core.failing", supervision, all -> all.failing()
                        .size())
                .register(meters);
        return supervision;
    }

    /** Not alive once a thread that matters is gone for good: only a new process helps. */
    @Produces
    @Singleton
    @Liveness
    HealthCheck threadsAlive(Supervision supervision) {
        return () -> HealthCheckResponse.named("core threads")
                .status(supervision.areThreadsAlive())
                .build();
    }

    /**
     * Not ready while a thread that matters waits to be begun again. What is tried again by itself is named, and keeps
     * nobody away: the rest works.
     */
    @Produces
    @Singleton
    @Readiness
    HealthCheck threadsRunning(Supervision supervision) {
        return () -> {
            var answer = HealthCheckResponse.named("core threads running").status(supervision.areThreadsRunning());
            supervision.failing().forEach(answer::withData);
            return answer.build();
        };
    }
}
