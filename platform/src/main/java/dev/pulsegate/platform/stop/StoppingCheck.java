package dev.pulsegate.platform.stop;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready as soon as the process is told to stop, so that nobody new is sent here. */
@Readiness
@ApplicationScoped
class StoppingCheck implements HealthCheck {

    private final GracefulStop stop;

    StoppingCheck(GracefulStop stop) {
        this.stop = stop;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("stopping").status(!stop.hasBegun()).build();
    }
}
