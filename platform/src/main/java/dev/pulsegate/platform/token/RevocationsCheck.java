package dev.pulsegate.platform.token;

import java.time.Clock;
import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells up to when revocations are known. Always up: while auth-service cannot be reached it can revoke nothing that it
 * could tell, and no token lives for longer than some minutes.
 */
@Readiness
@ApplicationScoped
public class RevocationsCheck implements HealthCheck {

    private final RevocationReader reader;
    private final Clock clock = Clock.systemUTC();

    RevocationsCheck(RevocationReader reader) {
        this.reader = reader;
    }

    @Override
    public HealthCheckResponse call() {
        var state = reader.state();
        var told = HealthCheckResponse.named("revocations").up();
        return switch (state) {
            case RevocationState.InProcess() ->
                told.withData("known", "in this process").build();
            case RevocationState.Unknown _, RevocationState.Read _ -> {
                told.withData("known_until", state.since().toString())
                        .withData("age_seconds", state.age(clock.instant()).toSeconds());
                boolean complete = !(state instanceof RevocationState.Read(var _, var all)) || all;
                if (reader.isStale()) {
                    told.withData("degraded", "neither the channel nor auth-service can be reached");
                } else if (!complete) {
                    told.withData("degraded", "more was revoked than a list holds");
                }
                yield told.build();
            }
        };
    }
}
