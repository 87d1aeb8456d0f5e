package dev.pulsegate.gateway.queue;

import java.sql.SQLException;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.claim.Claim;
import dev.pulsegate.gateway.queue.report.Report;

import static org.assertj.core.api.Assertions.assertThat;

/** A request's trace lives where the request does, and whoever sees an attempt's end knows the span its worker was told. */
class AttemptTraceIT extends QueueTestBase {

    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static Change last(TestQueue queue, UUID requestId) {
        return queue.changes.stream()
                .filter(change -> change.requestId().equals(requestId))
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    private static void assertSameAttempt(Claim told, Change end) {
        assertThat(end.traceparent()).isEqualTo(TRACEPARENT);
        assertThat(told.traceparent().substring(36, 52)).isEqualTo(AttemptTrace.spanId(end.requestId(), end.since()));
        assertThat(told.traceparent()).startsWith(TRACEPARENT.substring(0, 36)).endsWith("-01");
    }

    @Test
    void anotherProcessKnowsTheAttemptThatItSeesEnd() throws SQLException {
        var space = test.space();
        var id = test.accepted(test.traced(space, TRACEPARENT));
        var told = test.claim(space, 1).getFirst();

        try (var other = new TestQueue(database)) {
            other.report(new Report.Completed(told.attempt(), "{}"));

            assertSameAttempt(told, last(other, id));
        }
    }

    @Test
    void whatIsCanceledOrTakenFromAProcessThatIsGoneEndsTheSameAttempt() throws SQLException {
        var space = test.space();
        var lost = test.accepted(test.traced(space, TRACEPARENT));
        var first = test.claim(space, 1).getFirst();
        test.transitions.takeOver(test.replica);
        assertSameAttempt(first, last(test, lost));

        var second = test.claim(space, 1).getFirst();
        test.transitions.cancel(lost, Failures.of("canceled", "Not wanted."), Witness.NONE);
        assertSameAttempt(second, last(test, lost));
        assertThat(second.traceparent()).isNotEqualTo(first.traceparent());
    }

    @Test
    void whatIsNotTracedIsNotTraced() throws SQLException {
        var space = test.space();
        var id = test.accepted(space);

        var told = test.claim(space, 1).getFirst();
        test.report(new Report.Completed(told.attempt(), "{}"));

        assertThat(told.traceparent()).isNull();
        assertThat(last(test, id).traceparent()).isNull();
    }
}
