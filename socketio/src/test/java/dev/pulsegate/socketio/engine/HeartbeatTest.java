package dev.pulsegate.socketio.engine;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeartbeatTest {

    private final EngineBench bench = new EngineBench();

    @Test
    void aPollIsAnsweredWithAPingWhenItIsTime() {
        var session = bench.poll();
        for (int round = 0; round < 3; round++) {
            var poll = bench.get(session);
            bench.pass(Settings.PING_INTERVAL);
            assertThat(poll.payload()).isEqualTo("2");
            bench.post(session, "3");
        }
        assertThat(bench.closed).isEmpty();
    }

    @Test
    void aWebSocketIsPingedWhenItIsTime() {
        var link = new FakeLink();
        var session = bench.connect(link);
        for (int round = 1; round <= 3; round++) {
            bench.pass(Settings.PING_INTERVAL);
            assertThat(link.frames).hasSize(1 + round).last().isEqualTo(new Frame.Text("2"));
            bench.frame(session, link, "3");
        }
        assertThat(bench.closed).isEmpty();
    }

    @Test
    void aPingThatIsNotAnsweredEndsTheSession() {
        var link = new FakeLink();
        bench.connect(link);
        bench.pass(Settings.PING_INTERVAL.plus(Settings.PING_TIMEOUT).minusSeconds(1));
        assertThat(bench.closed).isEmpty();
        bench.pass(Duration.ofSeconds(1));
        assertThat(bench.closed).containsExactly(CloseReason.PING_TIMEOUT);
        assertThat(link.closeCode).isEqualTo(4408);
    }

    @Test
    void aClientThatDoesNotPollAtAllLosesItsSession() {
        var session = bench.poll();
        bench.pass(Settings.PING_INTERVAL.plus(Settings.PING_TIMEOUT));
        assertThat(bench.closed).containsExactly(CloseReason.PING_TIMEOUT);
        assertThat(bench.get(session).error()).isEqualTo(EngineError.SESSION_UNKNOWN);
    }

    @Test
    void aRequestFindsADeadSessionDeadThoughTheTickIsLate() {
        var session = bench.poll();
        bench.pass(Settings.PING_INTERVAL);
        bench.sleep(Settings.PING_TIMEOUT);
        assertThat(bench.get(session).error()).isEqualTo(EngineError.SESSION_UNKNOWN);
    }

    @Test
    void aWaitingPollOfADeadSessionIsEnded() {
        var session = bench.poll();
        bench.pass(Settings.PING_INTERVAL);
        assertThat(bench.get(session).payload()).isEqualTo("2");
        var poll = bench.get(session);
        bench.pass(Settings.PING_TIMEOUT);
        assertThat(poll.payload()).isEqualTo("1");
    }

    @Test
    void aMachineThatSleptDoesNotBlameItsClients() {
        var link = new FakeLink();
        var session = bench.connect(link);
        bench.pass(Settings.PING_INTERVAL);
        bench.sleep(Duration.ofMinutes(10));
        bench.server.tick();
        bench.frame(session, link, "3");
        bench.pass(Duration.ofSeconds(1));
        assertThat(bench.closed).isEmpty();
    }

    @Test
    void aServerThatStopsEndsItsSessionsAndTakesNoMore() {
        var session = bench.poll();
        var poll = bench.get(session);
        var link = new FakeLink();
        bench.connect(link);
        bench.server.stop();
        bench.settle();
        assertThat(poll.payload()).isEqualTo("1");
        assertThat(link.closeCode).isEqualTo(1001);
        assertThat(bench.closed).containsOnly(CloseReason.SERVER_STOPPING).hasSize(2);
        assertThat(bench.server.admit(
                        "GET",
                        name -> Optional.ofNullable(
                                Map.of("EIO", "4", "transport", "polling").get(name)),
                        false))
                .isEqualTo(new Admission.Refused(EngineError.SERVER_STOPPING));
    }
}
