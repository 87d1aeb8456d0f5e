package dev.pulsegate.auth;

import java.net.URI;
import java.util.Map;
import jakarta.inject.Inject;

import io.vertx.ext.web.Router;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.caller.CallerTable;
import dev.pulsegate.testkit.caller.CallerWalk;
import dev.pulsegate.testkit.caller.Callers;
import dev.pulsegate.testkit.caller.RunningRoutes;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class CallersTest {

    private final Http http = Http.fromNewAddress();

    @Inject
    Router router;

    @Test
    void everyRouteIsInTheTable() {
        assertThat(RunningRoutes.ofResources())
                .isEqualTo(CallerTable.of("auth-service").resources());
        assertThat(CallerTable.of("every service", "auth-service").paths()).containsAll(RunningRoutes.pathsOf(router));
    }

    @Test
    void everyRouteTakesWhomTheTableSays() {
        var port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        var admin = http.adminToken();
        var callers = Callers.of(
                http.register(Http.newName()).text("access_token"),
                admin,
                tokenOfKey(admin, "\"WORKER\",\"spaces\""),
                tokenOfKey(admin, "\"DEVICE\",\"streams\""));
        var walk = new CallerWalk(URI.create("http://localhost:" + port), callers);

        assertThat(walk.differences(CallerTable.of("every service", "auth-service")))
                .isEmpty();
    }

    private String tokenOfKey(String admin, String kind) {
        var key = http.post("/api/auth/keys", "{\"name\":\"k\",\"kind\":" + kind + ":[\"*\"]}", Http.bearer(admin))
                .text("key");
        return http.form("/oauth/token", Map.of("grant_type", "client_credentials", "client_secret", key))
                .text("access_token");
    }
}
