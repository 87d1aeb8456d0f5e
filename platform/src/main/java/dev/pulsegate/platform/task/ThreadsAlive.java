package dev.pulsegate.platform.task;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Not alive once a thread that matters is gone for good: only a new process helps. */
@Liveness
public class ThreadsAlive implements HealthCheck {

    private final Supervision supervision;

    ThreadsAlive(Supervision supervision) {
        this.supervision = supervision;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("core threads")
                .status(supervision.areThreadsAlive())
                .build();
    }
}
