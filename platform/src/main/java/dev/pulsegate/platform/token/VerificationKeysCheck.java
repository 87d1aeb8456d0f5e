package dev.pulsegate.platform.token;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready until tokens can be verified. With the keys that auth-service told last they can, while it is away. */
@Readiness
public class VerificationKeysCheck implements HealthCheck {

    private final VerificationKeys keys;

    VerificationKeysCheck(VerificationKeys keys) {
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        boolean known = keys.areKnown();
        var told = HealthCheckResponse.named("token verification keys").status(known);
        keys.unreadFor()
                .ifPresent(time -> told.withData(
                        known ? "degraded" : "trouble",
                        "auth-service has not told its keys for %d s".formatted(time.toSeconds())));
        return told.build();
    }
}
