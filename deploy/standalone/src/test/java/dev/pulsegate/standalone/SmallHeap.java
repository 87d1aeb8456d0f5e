package dev.pulsegate.standalone;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import dev.pulsegate.embedded.folder.FileTree;
import dev.pulsegate.testkit.socket.RawPeer;
import dev.pulsegate.tools.installation.Account;
import dev.pulsegate.tools.installation.Installation;
import dev.pulsegate.worker.connection.GatewayAddress;
import dev.pulsegate.worker.handler.EchoHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A standalone with a heap of 256 MB and little patience, a space that is served, and somebody who uses it: one for the
 * class that registers this. Its tests may do what they want; at the end it must be unharmed.
 */
final class SmallHeap implements BeforeAllCallback, AfterAllCallback {

    static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Map<String, String> SHORT_TIMEOUTS =
            Map.of("PULSEGATE_PLATFORM_MEMORY_BODY_TIMEOUT", "8s", "PULSEGATE_PLATFORM_CONNECTIONS_HEAD_TIMEOUT", "8s");

    private StandaloneProcess pulsegate;
    private Installation installation;
    private Account person;
    private String token;
    private String space;
    private TestWorker worker;
    private Path data;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        data = Files.createTempDirectory("pulsegate-small-heap");
        pulsegate = StandaloneProcess.up(SetUpFolder.at(data), SHORT_TIMEOUTS, List.of("-Xmx256m"));
        installation = new Installation(GatewayAddress.parse(pulsegate.address().toString()));
        person = installation.signIn("admin", "admin123");
        token = call("login", "admin", "admin123");
        space = makeSpace("Attacked");
        worker = TestWorker.start(pulsegate.address(), "Attacked", new EchoHandler());
    }

    Installation installation() {
        return installation;
    }

    StandaloneProcess process() {
        return pulsegate;
    }

    Account person() {
        return person;
    }

    /** The person's access token. */
    String token() {
        return token;
    }

    /** Where requests to the space that is served go. */
    String submissions() {
        return "/api/spaces/" + space + "/requests";
    }

    String space() {
        return space;
    }

    /** Makes a space anybody may serve; its id. */
    String makeSpace(String name) throws Exception {
        return person.post(
                        "/api/spaces", installation.object().put("name", name).put("worker_access", "OPEN"))
                .expect(201)
                .path("id")
                .textValue();
    }

    /** Signs in, or {@code register}s somebody new; the access token, if the answer has one. */
    String call(String how, String name, String password) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var credentials = installation.object().put("username", name).put("password", password);
            var call = HttpRequest.newBuilder(pulsegate.address().resolve("/api/auth/" + how))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(credentials.toString()))
                    .build();
            return new ObjectMapper()
                    .readTree(http.send(call, BodyHandlers.ofString()).body())
                    .path("access_token")
                    .asText();
        }
    }

    RawPeer connect() {
        return RawPeer.connect(pulsegate.address().getPort());
    }

    Attackers attackers() {
        return new Attackers(pulsegate.address().getPort());
    }

    /** A person's request comes to its result, and a viewer sees a frame. */
    void servesOthers() throws Exception {
        var request = person.post(submissions(), installation.object().put("prompt", "hello"))
                .expect(202);
        var events = person.events("/api/requests/" + request.path("id").textValue() + "/events", LIMIT);
        assertThat(events.getLast().name()).isEqualTo("completed");
        assertThat(person.firstFrame("/ws/ecg/stream", LIMIT).path("points").isArray())
                .isTrue();
    }

    /** Nothing ended it, and nothing went wrong that it tells. */
    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (pulsegate == null) {
            return;
        }
        try (var ended = pulsegate) {
            assertThat(ended.isAlive()).isTrue();
            assertThat(ended.logged())
                    .filteredOn(logged -> logged.contains(" ERROR ") || logged.contains("OutOfMemory"))
                    .isEmpty();
            worker.close();
            installation.close();
        }
        FileTree.delete(data);
    }
}
