package dev.pulsegate.worker;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.worker.fake.FakeConnection;
import dev.pulsegate.worker.fake.FakeGateway;
import dev.pulsegate.worker.fake.FakeGateway.TokenAnswer;
import dev.pulsegate.worker.handler.EchoHandler;
import dev.pulsegate.worker.handler.Handler;

import static dev.pulsegate.worker.RunningWorker.text;
import static dev.pulsegate.worker.fake.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

class TokenRenewalTest {

    /** Stands still, so that no token ends however slow the machine is. */
    private static final InstantSource STOPPED = InstantSource.fixed(Instant.parse("2030-01-01T00:00:00Z"));

    private static final String TAKEN = "{'type':'authenticate_response','success':true,'message':'taken'}";
    private static final String REFUSED = "{'type':'authenticate_response','success':false,'message':'not valid'}";

    private final FakeGateway gateway = FakeGateway.start();
    private final Semaphore gate = new Semaphore(0);

    @AfterEach
    void stop() {
        gateway.close();
    }

    private RunningWorker start(Handler handler, InstantSource clock) {
        return RunningWorker.start(gateway.address(), handler, settings -> settings.accessKey("pgk_k")
                .clock(clock));
    }

    private static TokenAnswer brief(TokenAnswer usual) {
        return new TokenAnswer(200, usual.body().replace("600", "1"), Map.of());
    }

    /** The first token lasts for a second. */
    private void giveABriefTokenAndThen(UnaryOperator<TokenAnswer> others) {
        gateway.answerTokensWith(usual -> gateway.tokens() == 0 ? brief(usual) : others.apply(usual));
    }

    private static UnaryOperator<TokenAnswer> status(int status) {
        return _ -> new TokenAnswer(status, "{}", Map.of());
    }

    private static String token(FakeConnection connection) {
        return connection.next("authenticate").path("token").asText();
    }

    @Test
    void aTokenIsRenewedOnTheOpenConnectionAndWorkGoesOn() {
        gateway.answerTokensWith(TokenRenewalTest::brief);
        try (var worker = start(
                (_, _) -> {
                    gate.acquire();
                    return text("done");
                },
                STOPPED)) {
            var connection = gateway.registeredConnection();
            connection.request("r", 1);
            assertThat(token(connection)).isEqualTo("token-2");
            connection.send(TAKEN);
            assertThat(token(connection)).isEqualTo("token-3");
            connection.send(TAKEN);
            gate.release();
            connection.skipTo("inference_result");

            eventually(
                    "both are told",
                    () -> worker.events(WorkerEvent.TokenRenewed.class).size() >= 2);
            assertThat(worker.events(WorkerEvent.Canceled.class)).isEmpty();
            assertThat(worker.client().statistics().reconnects()).isZero();
        }
    }

    @Test
    void theNextConnectionBeginsWithTheRenewedToken() {
        giveABriefTokenAndThen(usual -> usual);
        try (var _ = start(new EchoHandler(), STOPPED)) {
            var first = gateway.registeredConnection();
            assertThat(token(first)).isEqualTo("token-2");
            first.send(TAKEN);
            first.close(1001, "the server is stopping");

            assertThat(gateway.registeredConnection().header("Authorization")).contains("Bearer token-2");
        }
    }

    @Test
    void aTokenThatIsRefusedLeavesTheConnectionToItsEndAndIsNotUsedAgain() {
        giveABriefTokenAndThen(usual -> usual);
        try (var worker = start(
                (_, _) -> {
                    gate.acquire();
                    return text("done");
                },
                STOPPED)) {
            var first = gateway.registeredConnection();
            first.request("r", 1);
            token(first);
            first.send(REFUSED);
            assertThat(worker.event(WorkerEvent.TokenNotRenewed.class).reason())
                    .isEqualTo("the gateway says: not valid");
            first.send("{'type':'drain'}");
            gate.release();
            first.result();
            assertThat(first.closeCode()).isEqualTo(1000);

            assertThat(gateway.registeredConnection().header("Authorization")).contains("Bearer token-3");
            assertThat(worker.client().statistics().completed()).isEqualTo(1);
        }
    }

    @Test
    void aTokenEndpointThatIsAwayForAWhileIsAskedAgain() {
        giveABriefTokenAndThen(status(503));
        try (var worker = start(new EchoHandler(), STOPPED)) {
            var connection = gateway.registeredConnection();
            assertThat(worker.event(WorkerEvent.TokenNotRenewed.class).reason()).endsWith("HTTP 503");
            gateway.answerTokensWith(usual -> usual);

            assertThat(token(connection)).isEqualTo("token-2");
            assertThat(gateway.hasNoConnection()).isTrue();
        }
    }

    @Test
    void withoutATokenUntilTheEndTheWorkerConnectsAgain() {
        giveABriefTokenAndThen(status(503));
        try (var worker = start(new EchoHandler(), InstantSource.system())) {
            var first = gateway.registeredConnection();
            worker.event(WorkerEvent.TokenNotRenewed.class);
            first.send("{'type':'drain'}");
            assertThat(first.closeCode()).isEqualTo(1000);
            worker.event(WorkerEvent.Retrying.class);
            gateway.answerTokensWith(usual -> usual);

            assertThat(gateway.registeredConnection().header("Authorization")).contains("Bearer token-2");
        }
    }

    @Test
    void aKeyThatIsRefusedEndsTheWorkerOnceItsWorkIsDone() throws InterruptedException {
        var begun = new CountDownLatch(1);
        giveABriefTokenAndThen(
                usual -> status(begun.getCount() == 0 ? 401 : 503).apply(usual));
        var worker = start(
                (_, _) -> {
                    begun.countDown();
                    gate.acquire();
                    return text("done");
                },
                STOPPED);
        var connection = gateway.registeredConnection();
        connection.request("r", 1);
        begun.await();
        connection.next("drain");
        gate.release();
        connection.result();

        assertThat(connection.closeCode()).isEqualTo(1000);
        assertThat(worker.end()).isEqualTo(new WorkerEnd.Refused("the access key was refused"));
        assertThat(worker.events(WorkerEvent.TokenNotRenewed.class).getLast().reason())
                .isEqualTo("the access key was refused");
        assertThat(gateway.hasNoConnection()).isTrue();
    }

    @Test
    void aTokenThatIsStillGoodOpensTheNextConnectionIfNoOtherIsToBeHad() {
        var now = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
        try (var worker =
                RunningWorker.start(gateway.address(), new EchoHandler(), settings -> settings.accessKey("pgk_k")
                        .clock(now::get))) {
            var first = gateway.registeredConnection();
            gateway.answerTokensWith(status(503));
            now.updateAndGet(time -> time.plusSeconds(481));
            first.close(1001, "the server is stopping");
            var second = gateway.registeredConnection();
            assertThat(second.header("Authorization")).contains("Bearer token-1");
            now.updateAndGet(time -> time.plusSeconds(90));
            second.close(1001, "the server is stopping");
            eventually("it cannot connect", () -> worker.events(WorkerEvent.Retrying.class).stream()
                    .anyMatch(event -> event.reason().endsWith("HTTP 503")));
            assertThat(gateway.hasNoConnection()).isTrue();
        }
    }

    @Test
    void aGatewayThatKnowsNoRenewalIsServedUntilItEndsTheConnection() {
        giveABriefTokenAndThen(usual -> usual);
        try (var worker = start(new EchoHandler(), STOPPED)) {
            var first = gateway.registeredConnection();
            token(first);
            first.send("{'type':'error','code':'malformed','message':'unknown type'}");
            first.request("r", 1);
            first.skipTo("inference_result");
            first.close(4401, "token expired");

            assertThat(gateway.registeredConnection().header("Authorization")).contains("Bearer token-3");
            assertThat(worker.isOver()).isFalse();
        }
    }
}
