package dev.pulsegate.socketio.engine;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PollingTest {

    private final EngineBench bench = new EngineBench();

    @Test
    void theHandshakeSaysWhatHolds() {
        var exchange = new FakeExchange();
        var session = bench.open(EngineBench.handshake("192.0.2.1"), exchange).orElseThrow();
        assertThat(exchange.payload())
                .isEqualTo("0{\"sid\":\"" + session.id()
                        + "\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,\"pingTimeout\":20000,"
                        + "\"maxPayload\":1000}");
    }

    @Test
    void anIdIsLongAndNeverTheSame() {
        assertThat(bench.poll().id())
                .hasSizeGreaterThanOrEqualTo(27)
                .isNotEqualTo(bench.poll().id());
    }

    @Test
    void aMessageGoesToTheApplicationAndItsAnswerToTheNextPoll() {
        var session = bench.poll();
        assertThat(bench.post(session, "4hello").answers).containsExactly(new HttpAnswer.Taken());
        assertThat(bench.texts()).containsExactly("hello");
        bench.send(session, "hi");
        assertThat(bench.get(session).payload()).isEqualTo("4hi");
    }

    @Test
    void aPollWaitsForAMessage() {
        var session = bench.poll();
        var poll = bench.get(session);
        assertThat(poll.isAnswered()).isFalse();
        bench.send(session, "hi");
        assertThat(poll.payload()).isEqualTo("4hi");
    }

    @Test
    void whatIsSentAtOnceArrivesTogether() {
        var session = bench.poll();
        var poll = bench.get(session);
        session.send(Message.text("a"));
        session.send(List.of(Message.binary(new byte[] {1}), Message.text("b")));
        bench.settle();
        assertThat(poll.payload()).isEqualTo("4a\u001ebAQ==\u001e4b");
    }

    @Test
    void aPayloadHasNoMoreThanSixteenPackets() {
        var session = bench.poll();
        IntStream.range(0, 40).forEach(number -> bench.send(session, "" + number));
        var first = bench.get(session).payload().split("\u001e");
        var second = bench.get(session).payload().split("\u001e");
        var third = bench.get(session).payload().split("\u001e");
        assertThat(first).hasSize(16).startsWith("40").endsWith("415");
        assertThat(second).hasSize(16);
        assertThat(third).hasSize(8).endsWith("439");
    }

    @Test
    void aPayloadIsNoLongerThanAnnouncedUnlessOnePacketIs() {
        var session = bench.poll();
        var long600 = "x".repeat(600);
        bench.send(session, long600);
        bench.send(session, long600);
        assertThat(bench.get(session).payload()).isEqualTo("4" + long600);
        assertThat(bench.get(session).payload()).isEqualTo("4" + long600);
        var tooLong = "x".repeat(5000);
        bench.send(session, tooLong);
        assertThat(bench.get(session).payload()).isEqualTo("4" + tooLong);
    }

    @Test
    void aSecondPollEndsTheSession() {
        var session = bench.poll();
        var first = bench.get(session);
        var second = bench.get(session);
        assertThat(first.payload()).isEqualTo("1");
        assertThat(second.error()).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(bench.closed).containsExactly(CloseReason.OVERLAPPING_REQUESTS);
        assertThat(bench.get(session).error()).isEqualTo(EngineError.SESSION_UNKNOWN);
        assertThat(bench.server.sessions()).isZero();
    }

    @Test
    void aSecondPostEndsTheSession() {
        var session = bench.poll();
        var first = new FakeExchange();
        session.posted(first);
        bench.settle();
        assertThat(bench.post(session, "4late").error()).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(first.error()).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(bench.closed).containsExactly(CloseReason.OVERLAPPING_REQUESTS);
        session.body(first, new byte[] {'4'});
        bench.settle();
        assertThat(first.answers).hasSize(1);
        assertThat(bench.received).isEmpty();
    }

    @Test
    void aMalformedPacketEndsTheSessionAfterWhatWasBeforeIt() {
        var session = bench.poll();
        assertThat(bench.post(session, "4good\u001eabc\u001e4lost").error()).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(bench.texts()).containsExactly("good");
        assertThat(bench.closed).containsExactly(CloseReason.MALFORMED);
        assertThat(bench.get(session).error()).isEqualTo(EngineError.SESSION_UNKNOWN);
    }

    @Test
    void aPacketThatNoClientSendsEndsTheSession() {
        for (var packet : List.of("0{}", "2", "2probe", "5")) {
            assertThat(bench.post(bench.poll(), packet).error()).isEqualTo(EngineError.BAD_REQUEST);
        }
        assertThat(bench.closed).hasSize(4).containsOnly(CloseReason.MALFORMED);
        assertThat(bench.post(bench.poll(), "6").answers).containsExactly(new HttpAnswer.Taken());
    }

    @Test
    void aBodyThatIsTooLongEndsTheSession() {
        var session = bench.poll();
        var post = new FakeExchange();
        session.posted(post);
        session.bodyTooBig(post);
        bench.settle();
        assertThat(post.error()).isEqualTo(EngineError.PAYLOAD_TOO_BIG);
        assertThat(bench.closed).containsExactly(CloseReason.TOO_BIG);
    }

    @Test
    void aClientThatGoesAwayWhilePollingIsGone() {
        var session = bench.poll();
        session.gone(bench.get(session));
        bench.settle();
        assertThat(bench.closed).containsExactly(CloseReason.CONNECTION_LOST);
        assertThat(bench.get(session).error()).isEqualTo(EngineError.SESSION_UNKNOWN);
    }

    @Test
    void aClientThatGoesAwayWhilePostingIsGone() {
        var session = bench.poll();
        var post = new FakeExchange();
        session.posted(post);
        session.gone(post);
        bench.settle();
        assertThat(bench.closed).containsExactly(CloseReason.CONNECTION_LOST);
    }

    @Test
    void aClientThatGoesAwayBeforeItHasReadItsAnswerIsGone() {
        var session = bench.poll();
        var poll = new FakeExchange(false);
        session.polled(poll);
        bench.send(session, "hi");
        assertThat(poll.payload()).isEqualTo("4hi");
        session.gone(poll);
        bench.settle();
        assertThat(bench.closed).containsExactly(CloseReason.CONNECTION_LOST);
    }

    @Test
    void theNextPollMayComeBeforeTheServerKnowsThatTheLastWasRead() {
        var session = bench.poll();
        var first = new FakeExchange(false);
        session.polled(first);
        bench.send(session, "a");
        var second = bench.get(session);
        bench.send(session, "b");
        assertThat(second.payload()).isEqualTo("4b");
        first.written.run();
        bench.settle();
        assertThat(bench.closed).isEmpty();
    }

    @Test
    void theClientsFarewellEndsItsPollToo() {
        var session = bench.poll();
        var poll = bench.get(session);
        assertThat(bench.post(session, "1").answers).containsExactly(new HttpAnswer.Taken());
        assertThat(poll.payload()).isEqualTo("6");
        assertThat(bench.closed).containsExactly(CloseReason.CLIENT_LEFT);
        assertThat(bench.get(session).error()).isEqualTo(EngineError.SESSION_UNKNOWN);
    }

    @Test
    void aPollThatMeetsTheClientsFarewellEndsInAnOrderlyWay() {
        var session = bench.poll();
        bench.post(session, "1");
        assertThat(bench.get(session).payload()).isEqualTo("6");
        assertThat(bench.get(session).error()).isEqualTo(EngineError.SESSION_UNKNOWN);
        assertThat(bench.server.sessions()).isZero();
    }

    @Test
    void theServersFarewellComesAfterWhatWasSentBefore() {
        var session = bench.poll();
        IntStream.range(0, 20).forEach(number -> bench.send(session, "" + number));
        session.close(CloseReason.CLOSED_BY_APPLICATION);
        assertThat(session.send(Message.text("late"))).isFalse();
        bench.settle();
        assertThat(bench.closed).containsExactly(CloseReason.CLOSED_BY_APPLICATION);
        assertThat(bench.get(session).payload().split("\u001e")).hasSize(15);
        assertThat(bench.get(session).payload()).endsWith("\u001e419\u001e1");
        assertThat(bench.get(session).error()).isEqualTo(EngineError.SESSION_UNKNOWN);
    }

    @Test
    void aFarewellThatNobodyFetchesIsForgotten() {
        var session = bench.poll();
        session.close(CloseReason.CLOSED_BY_APPLICATION);
        bench.settle();
        assertThat(bench.server.sessions()).isOne();
        bench.pass(Settings.CLOSE_GRACE);
        assertThat(bench.server.sessions()).isZero();
    }

    @Test
    void anApplicationThatFailsEndsTheSessionAndNothingElse() {
        bench.uponMessage = () -> {
            throw new IllegalStateException("broken");
        };
        var session = bench.poll();
        bench.post(session, "4hello");
        assertThat(bench.closed).containsExactly(CloseReason.APPLICATION_FAILED);
        assertThat(bench.failures).hasSize(1);
        assertThat(bench.poll()).isNotNull();
    }

    @Test
    void aSessionTheApplicationFailsToTakeInIsNoSession() {
        bench.uponOpening = () -> {
            throw new IllegalStateException("broken");
        };
        var exchange = new FakeExchange();
        bench.open(EngineBench.handshake("192.0.2.1"), exchange);
        assertThat(exchange.error()).isEqualTo(EngineError.APPLICATION_FAILED);
        assertThat(bench.server.sessions()).isZero();
        assertThat(bench.closed).isEmpty();
    }
}
