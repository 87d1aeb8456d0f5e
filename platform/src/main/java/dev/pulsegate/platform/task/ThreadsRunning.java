package dev.pulsegate.platform.task;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready while a thread that matters waits to be begun again. What is tried again by itself is named, and keeps nobody
 * away: the rest works.
 */
@Readiness
public class ThreadsRunning implements HealthCheck {

    private final Supervision supervision;

    ThreadsRunning(Supervision supervision) {
        this.supervision = supervision;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("core threads running").status(supervision.areThreadsRunning());
        supervision.failing().forEach(answer::withData);
        return answer.build();
    }
}
