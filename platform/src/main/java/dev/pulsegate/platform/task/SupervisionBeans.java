package dev.pulsegate.platform.task;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.FailedExecution;
import io.quarkus.scheduler.SuccessfulExecution;
import io.quarkus.scheduler.Trigger;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** The process's supervision, its metric and health, and what the scheduler does under it. */
@ApplicationScoped
class SupervisionBeans {

    @Produces
    @Singleton
    Supervision supervision(MeterRegistry meters) {
        return new Supervision(
                part -> meters.counter("pulsegate.core.failures", "part", part).increment());
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

    /** The scheduler runs the method again when its time comes. Its own log, which is off, has an error for each time. */
    void failed(@Observes FailedExecution execution, Supervision supervision) {
        supervision.missed(part(execution.getExecution().getTrigger()), execution.getException());
    }

    void succeeded(@Observes SuccessfulExecution execution, Supervision supervision) {
        supervision.done(part(execution.getExecution().getTrigger()));
    }

    /** Its method, without what leads there. */
    private static String part(Trigger trigger) {
        var method = trigger.getMethodDescription();
        if (method == null) {
            return trigger.getId();
        }
        int name = method.lastIndexOf('#');
        return method.substring(method.lastIndexOf('.', name < 0 ? method.length() : name) + 1);
    }
}
