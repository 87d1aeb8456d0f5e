package dev.pulsegate.gateway.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** The end of a request is told to whoever it was to be told to, as often as it takes. */
@GatewayServiceTest
class WebhookIT {

    private static final byte[] KEY = "a key of twenty-four byte".getBytes(StandardCharsets.UTF_8);
    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

    private final GatewayClient client = new GatewayClient();
    private final LinkedBlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
    private HttpServer receiver;

    private record Call(String id, String timestamp, String signature, String body) {}

    @BeforeEach
    void startReceiver() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", this::receive);
        receiver.start();
    }

    @AfterEach
    void stopReceiver() {
        receiver.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(new Call(
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                headers.getFirst("webhook-signature"),
                body));
        var answer = answers.poll();
        exchange.sendResponseHeaders(answer == null ? 204 : answer, -1);
        exchange.close();
    }

    private String submit(GatewayClient.Space space) {
        var url = "http://localhost:" + receiver.getAddress().getPort() + "/hook";
        var answer = client.submit(
                space,
                client.user,
                "{\"prompt\":\"hi\",\"webhook\":{\"url\":\"%s\",\"secret\":\"%s\"}}".formatted(url, SECRET));
        assertThat(answer.status()).isEqualTo(202);
        return answer.text("id");
    }

    private Call awaitCall() {
        try {
            var call = calls.poll(20, TimeUnit.SECONDS);
            if (call == null) {
                throw new AssertionError("nobody called");
            }
            return call;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String signature(Call call) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        var signed = call.id() + "." + call.timestamp() + "." + call.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aResultIsTold() throws GeneralSecurityException {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var id = submit(space);
            worker.complete(worker.awaitRequest(), "done");
            var call = awaitCall();
            assertThat(call.id()).isEqualTo(id);
            assertThat(call.signature()).isEqualTo(signature(call));
            assertThat(Long.parseLong(call.timestamp()))
                    .isBetween(System.currentTimeMillis() / 1000 - 60, System.currentTimeMillis() / 1000 + 1);
            var message = Answer.parse(call.body());
            assertThat(message.get("type").textValue()).isEqualTo("request.completed");
            assertThat(message.at("/data/id").textValue()).isEqualTo(id);
            assertThat(message.at("/data/result/text").textValue()).isEqualTo("done");
        }
    }

    @Test
    void anyOtherEndIsToldToo() {
        var id = submit(client.space());
        client.delete("/api/requests/" + id, client.user);
        var message = Answer.parse(awaitCall().body());
        assertThat(message.get("type").textValue()).isEqualTo("request.canceled");
        assertThat(message.at("/data/failure/code").textValue()).isEqualTo("canceled");
    }

    @Test
    void aReceiverThatFailsIsToldAgain() throws GeneralSecurityException {
        answers.add(500);
        answers.add(302);
        var id = submit(client.space());
        client.delete("/api/requests/" + id, client.user);
        for (int i = 0; i < 3; i++) {
            var call = awaitCall();
            assertThat(call.id()).isEqualTo(id);
            assertThat(call.signature()).isEqualTo(signature(call));
        }
    }

    /** Ways not to answer: nothing at all, a header byte by byte, a body byte by byte. */
    enum Sloth {
        SILENT(""),
        DRIPS_HEADERS("HTTP/1.1 200 OK\r\nX-Slow: "),
        DRIPS_BODY("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");

        private final String begin;

        Sloth(String begin) {
            this.begin = begin;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReceiverThatTakesForEverHasItsShareAndDelaysNobodyElse(Sloth how) throws IOException {
        var space = client.space();
        try (var sloth = new SlowReceiver(how.begin)) {
            var slow = new ArrayList<String>();
            var other = client.tokens.user().sign();
            for (int i = 0; i < 20; i++) {
                slow.add(client.submit(space, other, hooked(sloth.port())).text("id"));
            }
            slow.forEach(id -> client.delete("/api/requests/" + id, client.admin));
            sloth.awaitConnections(4);
            var id = submit(space);
            client.delete("/api/requests/" + id, client.user);
            assertThat(awaitCall().id()).isEqualTo(id);
            sloth.awaitConnections(8);
            // Four at a time; those that were cut off just now are still open at the other end for a moment.
            assertThat(sloth.mostAtOnce()).isLessThanOrEqualTo(8);
        }
    }

    @Test
    void aBodyThatNeverEndsChangesNothingAboutTheStatus() throws IOException {
        try (var sloth = new SlowReceiver(Sloth.DRIPS_BODY.begin)) {
            var id = client.submit(client.space(), client.user, hooked(sloth.port()))
                    .text("id");
            client.delete("/api/requests/" + id, client.user);
            awaitStanding(id, "delivered");
        }
    }

    @Test
    void afterSoManyAttemptsItIsGivenUpAndShown() {
        for (int i = 0; i < 3; i++) {
            answers.add(500);
        }
        var id = submit(client.space());
        client.delete("/api/requests/" + id, client.user);
        var standing = awaitStanding(id, "failed");
        assertThat(standing.get("attempts").intValue()).isEqualTo(3);
        assertThat(standing.get("last_error").textValue()).isEqualTo("status 500");
        assertThat(calls).hasSize(3);
    }

    private JsonNode awaitStanding(String id, String state) {
        var standing = new AtomicReference<JsonNode>();
        Eventually.holds(Duration.ofSeconds(20), () -> {
            standing.set(client.get("/api/requests/" + id, client.user).json().path("webhook"));
            assertThat(standing.get().path("state").textValue()).isEqualTo(state);
        });
        return standing.get();
    }

    private static String hooked(int port) {
        return "{\"prompt\":\"hi\",\"webhook\":{\"url\":\"http://127.0.0.1:%d/hook\",\"secret\":\"%s\"}}"
                .formatted(port, SECRET);
    }

    @Test
    void aReceiverThatWantsNoMoreIsLeftAlone() throws InterruptedException {
        answers.add(410);
        var id = submit(client.space());
        client.delete("/api/requests/" + id, client.user);
        awaitCall();
        var next = submit(client.space());
        client.delete("/api/requests/" + next, client.user);
        assertThat(awaitCall().id()).isEqualTo(next);
        assertThat(calls.poll(Duration.ofSeconds(2).toMillis(), TimeUnit.MILLISECONDS))
                .isNull();
    }
}
