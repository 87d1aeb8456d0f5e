package dev.pulsegate.standalone.health;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.pulsegate.embedded.database.DatabaseCondition;
import dev.pulsegate.embedded.database.DatabaseCondition.State;

/** Not ready while PostgreSQL is being started again. With a full disk it is: reads go on. */
@Readiness
public class DatabaseCheck implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        var condition = DatabaseCondition.current();
        var response = HealthCheckResponse.named("database inside").status(condition.state() != State.DOWN);
        if (!condition.detail().isEmpty()) {
            response.withData("trouble", condition.detail());
        }
        return response.build();
    }
}
