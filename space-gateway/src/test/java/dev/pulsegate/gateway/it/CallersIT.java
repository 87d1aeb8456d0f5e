package dev.pulsegate.gateway.it;

import java.net.URI;
import jakarta.inject.Inject;

import io.vertx.ext.web.Router;
import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.caller.CallerTable;
import dev.pulsegate.testkit.caller.CallerWalk;
import dev.pulsegate.testkit.caller.Callers;
import dev.pulsegate.testkit.caller.RunningRoutes;

import static org.assertj.core.api.Assertions.assertThat;

@GatewayServiceTest
class CallersIT {

    private final GatewayClient client = new GatewayClient();

    @Inject
    Router router;

    @Test
    void everyRouteIsInTheTable() {
        assertThat(RunningRoutes.ofResources())
                .isEqualTo(CallerTable.of("space-gateway").resources());
        assertThat(CallerTable.of("every service", "space-gateway", "pages of space-gateway")
                        .paths())
                .containsAll(RunningRoutes.pathsOf(router));
    }

    @Test
    void everyRouteTakesWhomTheTableSays() {
        var callers = Callers.of(
                client.user,
                client.admin,
                client.tokens.worker("*").sign(),
                client.tokens.device("*").sign());
        var walk = new CallerWalk(URI.create("http://localhost:" + client.port), callers);

        assertThat(walk.differences(CallerTable.of("every service", "space-gateway", "pages of space-gateway")))
                .isEmpty();
    }
}
