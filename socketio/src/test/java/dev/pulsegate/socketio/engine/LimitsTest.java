package dev.pulsegate.socketio.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LimitsTest {

    private final EngineBench bench = new EngineBench();

    private static Function<String, Optional<String>> query(String... namesAndValues) {
        return name -> IntStream.range(0, namesAndValues.length / 2)
                .filter(index -> namesAndValues[2 * index].equals(name))
                .mapToObj(index -> namesAndValues[2 * index + 1])
                .findFirst();
    }

    private Admission get(String... query) {
        return bench.server.admit("GET", query(query), false);
    }

    @Test
    void aRequestThatMakesNoSenseIsToldWhy() {
        assertThat(get()).isEqualTo(new Admission.Refused(EngineError.TRANSPORT_UNKNOWN));
        assertThat(get("EIO", "4", "transport", "pigeon"))
                .isEqualTo(new Admission.Refused(EngineError.TRANSPORT_UNKNOWN));
        assertThat(get("transport", "polling"))
                .isEqualTo(new Admission.Refused(EngineError.UNSUPPORTED_PROTOCOL_VERSION));
        assertThat(get("EIO", "3", "transport", "polling"))
                .isEqualTo(new Admission.Refused(EngineError.UNSUPPORTED_PROTOCOL_VERSION));
        assertThat(get("EIO", "4", "transport", "polling", "sid", "guessed"))
                .isEqualTo(new Admission.Refused(EngineError.SESSION_UNKNOWN));
        assertThat(get("EIO", "4", "transport", "websocket")).isEqualTo(new Admission.Refused(EngineError.BAD_REQUEST));
        assertThat(bench.server.admit("POST", query("EIO", "4", "transport", "polling"), false))
                .isEqualTo(new Admission.Refused(EngineError.BAD_HANDSHAKE_METHOD));
        var session = bench.poll();
        assertThat(bench.server.admit("PUT", query("EIO", "4", "transport", "polling", "sid", session.id()), false))
                .isEqualTo(new Admission.Refused(EngineError.BAD_REQUEST));
        assertThat(bench.refusals).hasSize(8);
    }

    @Test
    void aRequestIsKnownByWhatItIs() {
        var session = bench.poll();
        assertThat(get("EIO", "4", "transport", "polling")).isEqualTo(new Admission.Begins(TransportName.POLLING));
        assertThat(bench.server.admit("GET", query("EIO", "4", "transport", "websocket"), true))
                .isEqualTo(new Admission.Begins(TransportName.WEBSOCKET));
        var known = query("EIO", "4", "transport", "polling", "sid", session.id());
        assertThat(bench.server.admit("GET", known, false))
                .isEqualTo(new Admission.Belongs(session, Admission.Kind.POLL));
        assertThat(bench.server.admit("POST", known, false))
                .isEqualTo(new Admission.Belongs(session, Admission.Kind.POST));
        assertThat(bench.server.admit("GET", query("EIO", "4", "transport", "websocket", "sid", session.id()), true))
                .isEqualTo(new Admission.Belongs(session, Admission.Kind.WEBSOCKET));
    }

    @Test
    void oneAddressHasSoManySessionsAndNoMore() {
        var sessions = IntStream.range(0, Settings.MAX_PER_ADDRESS)
                .mapToObj(number -> bench.poll())
                .collect(Collectors.toList());
        var refused = new FakeExchange();
        assertThat(bench.open(EngineBench.handshake("192.0.2.1"), refused)).isEmpty();
        assertThat(refused.error()).isEqualTo(EngineError.TOO_MANY_SESSIONS);
        assertThat(bench.poll("192.0.2.9")).isNotNull();
        sessions.getFirst().gone(bench.get(sessions.getFirst()));
        bench.settle();
        assertThat(bench.poll()).isNotNull();
    }

    @Test
    void allTogetherHaveSoManySessionsAndNoMore() {
        IntStream.range(0, Settings.MAX_SESSIONS).forEach(number -> bench.poll("192.0.2." + number));
        var link = new FakeLink();
        assertThat(bench.server.open(EngineBench.handshake("192.0.2.99"), link, Runnable::run))
                .isEmpty();
        assertThat(link.closeCode).isEqualTo(1013);
        assertThat(bench.refusals).containsExactly(EngineError.SERVER_FULL);
    }

    @Test
    void aHandshakeThatIsTooLongIsNotKept() {
        var headers = Map.of("cookie", List.of("x".repeat(Settings.MAX_HANDSHAKE)));
        var refused = new FakeExchange();
        bench.open(new Handshake(headers, Map.of(), "192.0.2.1"), refused);
        assertThat(refused.error()).isEqualTo(EngineError.HANDSHAKE_TOO_BIG);
        assertThat(bench.server.sessions()).isZero();
    }

    @Test
    void aHandshakesTextFormLeavesSecretsOut() {
        var handshake = new Handshake(
                Map.of("authorization", List.of("Bearer secret")), Map.of("key", List.of("secret")), "192.0.2.1");
        assertThat(handshake).asString().contains("authorization", "key").doesNotContain("secret");
    }

    @Test
    void aClientThatDoesNotFetchItsMessagesLosesItsSession() {
        var session = bench.poll();
        IntStream.range(0, Settings.MAX_QUEUED_PACKETS)
                .forEach(number -> assertThat(session.send(Message.text("x"))).isTrue());
        assertThat(session.send(Message.text("x"))).isFalse();
        bench.settle();
        assertThat(bench.closed).containsExactly(CloseReason.SLOW);
        assertThat(bench.get(session).error()).isEqualTo(EngineError.SESSION_UNKNOWN);
    }

    @Test
    void soDoesOneWhoseMessagesAreLongTogether() {
        var session = bench.poll();
        assertThat(session.send(Message.binary(new byte[Settings.MAX_QUEUED_BYTES])))
                .isTrue();
        assertThat(session.send(Message.text("x"))).isFalse();
        bench.settle();
        assertThat(bench.closed).containsExactly(CloseReason.SLOW);
    }

    @Test
    void oneMessageMayBeLongerThanWhatMayWait() {
        var session = bench.poll();
        assertThat(session.send(Message.text("x".repeat(Settings.MAX_QUEUED_BYTES + 1))))
                .isTrue();
        bench.settle();
        assertThat(bench.get(session).payload()).hasSize(Settings.MAX_QUEUED_BYTES + 2);
    }

    @Test
    void whatHasBeenFetchedCountsNoMore() {
        var session = bench.poll();
        for (int round = 0; round < 20; round++) {
            IntStream.range(0, 16).forEach(number -> bench.send(session, "x".repeat(50)));
            assertThat(bench.get(session).payload()).isNotEmpty();
        }
        assertThat(bench.closed).isEmpty();
    }

    @Test
    void aWebSocketThatStopsReadingWhileMuchIsSentIsCutOff() {
        var link = new FakeLink();
        var session = bench.connect(link);
        link.reads = false;
        for (int i = 0; i <= Settings.MAX_QUEUED_PACKETS; i++) {
            bench.send(session, "x");
        }
        assertThat(bench.closed).containsExactly(CloseReason.SLOW);
        assertThat(link.cut).isTrue();
    }

    @Test
    void aPollThatStopsReadingIsCutOffAtTheDeadline() {
        var session = bench.poll();
        var poll = new FakeExchange(false);
        session.polled(poll);
        bench.send(session, "hi");
        bench.pass(Settings.TRANSFER_DEADLINE);
        assertThat(poll.cut).isTrue();
        assertThat(bench.closed).containsExactly(CloseReason.SLOW);
    }

    @Test
    void aPostThatDoesNotEndIsEndedAtTheDeadline() {
        var session = bench.poll();
        var post = new FakeExchange();
        session.posted(post);
        bench.settle();
        bench.pass(Settings.TRANSFER_DEADLINE);
        assertThat(post.error()).isEqualTo(EngineError.BODY_TIMEOUT);
        assertThat(bench.closed).containsExactly(CloseReason.SLOW);
    }

    @Test
    void aClientThatSendsTooMuchLosesItsSession() {
        var session = bench.poll();
        var flood = "4x" + "\u001e4x".repeat(Settings.BURST);
        assertThat(bench.post(session, flood).error()).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(bench.received).hasSize(Settings.BURST);
        assertThat(bench.closed).containsExactly(CloseReason.TOO_MANY_PACKETS);
    }

    @Test
    void aClientThatSendsSteadilyKeepsIt() {
        var session = bench.poll();
        for (int second = 0; second < 20; second++) {
            assertThat(bench.post(session, "4x" + "\u001e4x".repeat(Settings.PER_SECOND - 1)).answers)
                    .containsExactly(new HttpAnswer.Taken());
            bench.pass(Duration.ofSeconds(1));
        }
        assertThat(bench.received).hasSize(20 * Settings.PER_SECOND);
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        var usual = Settings.usual();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EngineSettings(
                        Duration.ZERO,
                        usual.pingTimeout(),
                        usual.maxPayload(),
                        usual.upgradeTimeout(),
                        usual.transferDeadline(),
                        usual.closeGrace(),
                        usual.maxSessions(),
                        usual.maxSessionsPerAddress(),
                        usual.maxHandshake(),
                        usual.maxQueuedPackets(),
                        usual.maxQueuedBytes(),
                        usual.inboundPerSecond(),
                        usual.inboundBurst()))
                .withMessageContaining("pingInterval");
    }
}
