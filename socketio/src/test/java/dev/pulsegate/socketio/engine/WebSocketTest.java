package dev.pulsegate.socketio.engine;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WebSocketTest {

    private final EngineBench bench = new EngineBench();
    private final FakeLink link = new FakeLink();

    @Test
    void aSessionWithoutPollingHasNothingToUpgradeTo() {
        var session = bench.connect(link);
        assertThat(link.textsFrom(0)).singleElement().asString().startsWith("0{\"sid\":\"" + session.id());
        assertThat(link.textsFrom(0).getFirst()).contains("\"upgrades\":[]");
    }

    @Test
    void messagesGoBothWays() {
        var session = bench.connect(link);
        bench.frame(session, link, "4hello");
        assertThat(bench.texts()).containsExactly("hello");
        session.send(List.of(Message.text("a"), Message.binary(new byte[] {1, 2})));
        bench.settle();
        assertThat(link.frames.get(1)).isEqualTo(new Frame.Text("4a"));
        assertThat(((Frame.Binary) link.frames.get(2)).bytes()).containsExactly(1, 2);
    }

    @Test
    void whatIsNoPacketEndsTheSession() {
        var session = bench.connect(link);
        bench.frame(session, link, "abc");
        assertThat(link.closeCode).isEqualTo(4400);
        assertThat(bench.closed).containsExactly(CloseReason.MALFORMED);
        bench.frame(session, link, "4late");
        assertThat(bench.received).isEmpty();
    }

    @Test
    void aFrameThatIsTooLongEndsTheSession() {
        var session = bench.connect(link);
        bench.frame(session, link, "4" + "x".repeat(Settings.MAX_PAYLOAD - 1));
        assertThat(bench.received).hasSize(1);
        bench.frame(session, link, "4" + "x".repeat(Settings.MAX_PAYLOAD));
        assertThat(link.closeCode).isEqualTo(1009);
        assertThat(bench.closed).containsExactly(CloseReason.TOO_BIG);
        assertThat(bench.received).hasSize(1);
    }

    @Test
    void theClientsFarewellClosesTheWebSocket() {
        var session = bench.connect(link);
        bench.frame(session, link, "1");
        assertThat(link.closeCode).isEqualTo(1000);
        assertThat(bench.closed).containsExactly(CloseReason.CLIENT_LEFT);
        session.disconnected(link, true);
        bench.settle();
        assertThat(bench.server.sessions()).isZero();
        assertThat(bench.closed).hasSize(1);
    }

    @Test
    void aWebSocketThatClosesEndsTheSession() {
        var session = bench.connect(link);
        session.disconnected(link, true);
        var other = new FakeLink();
        var second = bench.connect(other);
        second.disconnected(other, false);
        bench.settle();
        assertThat(bench.closed).containsExactly(CloseReason.CLIENT_LEFT, CloseReason.CONNECTION_LOST);
        assertThat(bench.server.sessions()).isZero();
    }

    @Test
    void theServerClosesWhenAllIsWritten() {
        var session = bench.connect(link);
        link.reads = false;
        bench.send(session, "a");
        bench.send(session, "b");
        session.close(CloseReason.SERVER_STOPPING);
        bench.settle();
        assertThat(link.textsFrom(1)).containsExactly("4a");
        assertThat(link.closeCode).isZero();
        link.reads = true;
        link.unwritten.remove().run();
        bench.settle();
        assertThat(link.textsFrom(1)).containsExactly("4a", "4b");
        assertThat(link.closeCode).isEqualTo(1001);
    }

    @Test
    void aClientThatDoesNotAnswerTheCloseFrameIsCutOff() {
        var session = bench.connect(link);
        session.close(CloseReason.CLOSED_BY_APPLICATION);
        bench.settle();
        assertThat(link.cut).isFalse();
        bench.pass(Settings.CLOSE_GRACE);
        assertThat(link.cut).isTrue();
        assertThat(bench.server.sessions()).isZero();
    }

    @Test
    void aClientThatStopsReadingIsCutOffAtTheDeadline() {
        var session = bench.connect(link);
        link.reads = false;
        bench.send(session, "a");
        bench.pass(Settings.TRANSFER_DEADLINE.minusSeconds(1));
        assertThat(link.cut).isFalse();
        bench.pass(Duration.ofSeconds(1));
        assertThat(link.cut).isTrue();
        assertThat(bench.closed).containsExactly(CloseReason.SLOW);
    }

    @Test
    void nothingIsHandedOverWhileSomethingIsBeingWritten() {
        var session = bench.connect(link);
        link.reads = false;
        IntStream.range(0, 10).forEach(number -> bench.send(session, "" + number));
        assertThat(link.textsFrom(1)).containsExactly("40");
    }

    @Test
    void anUpgradeTakesTheWaitingPollsPlace() {
        var session = bench.poll();
        var poll = bench.get(session);
        var candidate = bench.upgrade(session);
        bench.frame(session, candidate, "2probe");
        assertThat(candidate.textsFrom(0)).containsExactly("3probe");
        assertThat(poll.payload()).isEqualTo("6");
        bench.send(session, "meanwhile");
        assertThat(candidate.frames).hasSize(1);
        bench.frame(session, candidate, "5");
        assertThat(candidate.textsFrom(1)).containsExactly("4meanwhile");
        bench.frame(session, candidate, "4hello");
        assertThat(bench.texts()).containsExactly("hello");
        assertThat(bench.get(session).error()).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(bench.post(session, "4x").error()).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(bench.closed).isEmpty();
    }

    @Test
    void aPollDuringAnUpgradeBringsWhatWaitsOrNothingAtOnce() {
        var session = bench.poll();
        var candidate = bench.upgrade(session);
        bench.frame(session, candidate, "2probe");
        assertThat(bench.get(session).payload()).isEqualTo("6");
        bench.send(session, "hi");
        assertThat(bench.get(session).payload()).isEqualTo("4hi");
    }

    @Test
    void aPostBegunBeforeTheUpgradeIsTakenAfterIt() {
        var session = bench.poll();
        var post = new FakeExchange();
        session.posted(post);
        var candidate = bench.upgrade(session);
        bench.frame(session, candidate, "2probe");
        bench.frame(session, candidate, "5");
        session.body(post, new byte[] {'4', 'x'});
        bench.settle();
        assertThat(bench.texts()).containsExactly("x");
        assertThat(post.answers).containsExactly(new HttpAnswer.Taken());
    }

    @Test
    void anUpgradeThatIsNoneLeavesThePollingAsItWas() {
        for (var wrong : List.of("4hello", "5", "abc", "2", "")) {
            var session = bench.poll("192.0.2." + wrong.length());
            var poll = bench.get(session);
            var candidate = bench.upgrade(session);
            bench.frame(session, candidate, wrong);
            assertThat(candidate.closeCode).isEqualTo(4400);
            bench.frame(session, candidate, "2probe");
            bench.send(session, "still here");
            assertThat(poll.payload()).isEqualTo("4still here");
            bench.post(session, "1");
            bench.get(session);
        }
        assertThat(bench.received).isEmpty();
    }

    @Test
    void anUpgradeMayBeGivenUpAndTriedAgain() {
        var session = bench.poll();
        var candidate = bench.upgrade(session);
        bench.frame(session, candidate, "2probe");
        session.disconnected(candidate, false);
        bench.settle();
        var again = bench.upgrade(session);
        bench.frame(session, again, "2probe");
        bench.frame(session, again, "5");
        bench.send(session, "hi");
        assertThat(again.textsFrom(1)).containsExactly("4hi");
    }

    @Test
    void anUpgradeThatTakesTooLongIsGivenUp() {
        var session = bench.poll();
        var candidate = bench.upgrade(session);
        bench.frame(session, candidate, "2probe");
        bench.pass(Settings.UPGRADE_TIMEOUT);
        assertThat(candidate.closeCode).isNotZero();
        var poll = bench.get(session);
        bench.send(session, "hi");
        assertThat(poll.payload()).isEqualTo("4hi");
    }

    @Test
    void aSecondWebSocketIsRefusedAndTheFirstGoesOn() {
        var session = bench.poll();
        var first = bench.upgrade(session);
        assertThat(bench.upgrade(session).closeCode).isEqualTo(4409);
        bench.frame(session, first, "2probe");
        bench.frame(session, first, "5");
        var late = bench.upgrade(session);
        assertThat(late.closeCode).isEqualTo(4409);
        session.disconnected(late, true);
        bench.frame(session, late, "4forged");
        bench.frame(session, first, "4hello");
        assertThat(bench.texts()).containsExactly("hello");
    }

    @Test
    void aSessionThatEndsTakesItsUpgradeWithIt() {
        var session = bench.poll();
        var candidate = bench.upgrade(session);
        session.close(CloseReason.CLOSED_BY_APPLICATION);
        bench.settle();
        assertThat(candidate.closeCode).isNotZero();
        assertThat(bench.get(session).payload()).isEqualTo("1");
    }
}
