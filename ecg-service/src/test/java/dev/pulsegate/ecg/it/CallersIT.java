package dev.pulsegate.ecg.it;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import jakarta.inject.Inject;

import io.vertx.ext.web.Router;
import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.caller.CallerTable;
import dev.pulsegate.testkit.caller.CallerWalk;
import dev.pulsegate.testkit.caller.Callers;
import dev.pulsegate.testkit.caller.RunningRoutes;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

@EcgServiceTest
class CallersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SYNTHETIC = "{\"kind\":\"synthetic\"}";

    private final EcgClient client = new EcgClient();

    @Inject
    HeardOwners heard;

    @Inject
    Router router;

    @Test
    void everyRouteIsInTheTable() {
        assertThat(RunningRoutes.ofResources())
                .isEqualTo(CallerTable.of("ecg-service").resources());
        assertThat(CallerTable.of("every service", "ecg-service").paths()).containsAll(RunningRoutes.pathsOf(router));
    }

    @Test
    void everyRouteTakesWhomTheTableSays() {
        var callers = Callers.of(
                client.tokens.user().sign(),
                client.tokens.admin().sign(),
                client.tokens.worker("*").sign(),
                client.tokens.device("*").sign());
        var walk = new CallerWalk(URI.create("http://localhost:" + client.port), callers);

        assertThat(walk.differences(CallerTable.of("every service", "ecg-service")))
                .isEmpty();
    }

    @Test
    void aDevicesKeyIsGoodForStreamsThatItsOwnerHasMadeWhateverItsScope() {
        var owner = UUID.randomUUID();
        var own = client.create(client.tokens.user(owner).sign(), SYNTHETIC);
        var others = client.create(client.tokens.user().sign(), SYNTHETIC);
        var device = client.tokens.device(owner, "*").sign();

        try (var watching = client.watch(device, "stream=" + own);
                var strange = client.watch(device, "stream=" + others);
                var builtIn = client.watch(device, "stream=demo")) {
            assertThat(watching.awaitJson().has("points")).isTrue();
            assertThat(strange.awaitClose().code()).isEqualTo(4403);
            assertThat(builtIn.awaitClose().code()).isEqualTo(4403);
            watching.send("{\"type\":\"start_stream\",\"stream\":\"" + others + "\"}");
            assertThat(watching.awaitJson(message -> message.has("code"))
                            .get("code")
                            .textValue())
                    .isEqualTo("forbidden");
        }
    }

    @Test
    void authServiceHearsWhoseAStreamIsAndOfItsEnd() {
        var owner = UUID.randomUUID();
        var token = client.tokens.user(owner).sign();
        var stream = client.create(token, SYNTHETIC);
        Eventually.holds(PATIENCE, () -> assertThat(heard.of(stream))
                .anyMatch(said -> said.accountId().equals(owner) && !said.deleted()));

        client.delete(EcgClient.STREAMS + "/" + stream, token);

        Eventually.holds(PATIENCE, () -> assertThat(heard.of(stream))
                .anyMatch(said -> said.accountId().equals(owner) && said.deleted()));
    }
}
