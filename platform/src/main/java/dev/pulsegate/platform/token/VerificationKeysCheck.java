package dev.pulsegate.platform.token;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready until tokens can be verified. */
@Readiness
public class VerificationKeysCheck implements HealthCheck {

    private final VerificationKeys keys;

    VerificationKeysCheck(VerificationKeys keys) {
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("token verification keys")
                .status(keys.areKnown())
                .build();
    }
}
