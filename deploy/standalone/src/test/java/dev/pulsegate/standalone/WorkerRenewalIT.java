package dev.pulsegate.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.testkit.wait.Eventually;
import dev.pulsegate.tools.installation.Account;
import dev.pulsegate.tools.installation.Installation;
import dev.pulsegate.worker.WorkerClient;
import dev.pulsegate.worker.WorkerEnd;
import dev.pulsegate.worker.WorkerEvent;
import dev.pulsegate.worker.connection.GatewayAddress;
import dev.pulsegate.worker.handler.EchoHandler;

import static org.assertj.core.api.Assertions.assertThat;

/** A worker whose tokens end while it is connected, with tokens that last for seconds. */
class WorkerRenewalIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Map<String, String> BRIEF_TOKENS = Map.of("PULSEGATE_AUTH_TOKEN_LIFETIME", "12s");

    @TempDir
    Path data;

    private final List<WorkerEvent> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<WorkerEnd> end = new CompletableFuture<>();

    @Test
    void aWorkerStaysConnectedBeyondItsTokensAndEndsWhenItsKeyIsRevoked() throws Exception {
        try (var pulsegate = StandaloneProcess.up(SetUpFolder.at(data), BRIEF_TOKENS);
                var installation = new Installation(
                        GatewayAddress.parse(pulsegate.address().toString()))) {
            var space = makeSpace(installation);
            var key = makeKey(installation);
            try (var worker = start(installation, key.path("key").textValue())) {
                // The second comes when the first token has ended.
                Eventually.holds(LIMIT, () -> assertThat(count(WorkerEvent.TokenRenewed.class))
                        .isEqualTo(2));
                var admin = admin(installation);
                var request = admin.post(
                                "/api/spaces/" + space + "/requests",
                                installation.object().put("prompt", "still there?"))
                        .expect(202);
                var last = admin.events("/api/requests/" + request.path("id").textValue() + "/events", LIMIT)
                        .getLast();
                assertThat(last.name()).isEqualTo("completed");
                assertThat(worker.statistics().reconnects()).isZero();

                admin(installation)
                        .delete("/api/auth/keys/" + key.path("id").textValue())
                        .expect(204);
                assertThat(end).succeedsWithin(LIMIT);
                assertThat(end.join())
                        .isInstanceOfSatisfying(WorkerEnd.Refused.class, refused -> assertThat(refused.reason())
                                .startsWith("the access key was refused"));
                assertThat(count(WorkerEvent.Registered.class)).isEqualTo(1);
            }
        }
    }

    /** Signed in anew, as a person's tokens last no longer. */
    private static Account admin(Installation installation) throws Exception {
        return installation.signIn("admin", "admin123");
    }

    private static String makeSpace(Installation installation) throws Exception {
        return admin(installation)
                .post("/api/spaces", installation.object().put("name", "Keyed"))
                .expect(201)
                .path("id")
                .textValue();
    }

    private static JsonNode makeKey(Installation installation) throws Exception {
        var fields = installation.object().put("name", "lab").put("kind", "WORKER");
        fields.putArray("spaces").add("Keyed");
        return admin(installation).post("/api/auth/keys", fields).expect(201);
    }

    private WorkerClient start(Installation installation, String key) {
        var worker = WorkerClient.to(installation.address())
                .spaces("Keyed")
                .accessKey(key)
                .handler(new EchoHandler())
                .listener(events::add)
                .build();
        Thread.ofVirtual().start(() -> {
            try {
                end.complete(worker.run());
            } catch (InterruptedException e) {
                end.completeExceptionally(e);
            }
        });
        return worker;
    }

    private long count(Class<? extends WorkerEvent> type) {
        return events.stream().filter(type::isInstance).count();
    }
}
