package dev.pulsegate.platform.problem;

import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemLogTest {

    private final RefusalCount refusals = new RefusalCount();
    private boolean clientIsGone;
    private final Logger logger = Logger.getLogger(ProblemLog.class.getName());
    private final List<LogRecord> records = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            records.add(entry);
        }

        @Override
        public void flush() {
            // Nothing waits.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
    }

    private void refuse(int status) {
        new ProblemLog(refusals, () -> clientIsGone)
                .apply(problem(status), ProblemContext.of(problem(status), "/api/spaces"));
    }

    @Test
    void whoIsNotSignedInIsToldOfInSumOnly() {
        var sums = Logger.getLogger(RefusalCount.class.getName());
        sums.addHandler(handler);
        try {
            for (int i = 0; i < 1000; i++) {
                refuse(401);
            }
            assertThat(records).isEmpty();
            refusals.tellSum();
            refusals.tellSum();
            assertThat(records).hasSize(1);
            assertThat(records.getFirst().getMessage()).contains("401=1000");
        } finally {
            sums.removeHandler(handler);
        }
    }

    @Test
    void aFloodOfOtherRefusalsEndsInASumAsWell() {
        for (int i = 0; i < 1000; i++) {
            refuse(404);
        }
        assertThat(records).hasSizeBetween(1, 100);
        int before = records.size();
        refusals.tellSum();
        refuse(404);
        assertThat(records).hasSize(before + 1);
    }

    private LogRecord logged(HttpProblem problem, Throwable cause) {
        assertThat(new ProblemLog(refusals, () -> clientIsGone).apply(problem, ProblemContext.of(cause, "/api/spaces")))
                .isSameAs(problem);
        assertThat(records).hasSize(1);
        return records.getFirst();
    }

    private static HttpProblem problem(int status) {
        return HttpProblem.builder()
                .withStatus(status)
                .withTitle("Title")
                .withDetail("Nobody serves it.")
                .build();
    }

    @Test
    void whatIsAnsweredOnPurposeIsToldInOneLine() {
        var meant = problem(503);
        var logged = logged(meant, meant);
        assertThat(logged.getLevel().intValue()).isEqualTo(Level.INFO.intValue());
        assertThat(logged.getThrown()).isNull();
    }

    @Test
    void whatNobodyMeantComesWithItsStackTrace() {
        var bug = new IllegalStateException("a bug");
        var logged = logged(problem(500), bug);
        assertThat(logged.getLevel().intValue()).isGreaterThan(Level.WARNING.intValue());
        assertThat(logged.getThrown()).isSameAs(bug);
    }

    @Test
    void somethingThatIsAwayIsAWarning() {
        var logged = logged(problem(503), new IllegalStateException("the database is away"));
        assertThat(logged.getLevel().intValue()).isEqualTo(Level.WARNING.intValue());
        assertThat(logged.getThrown()).isNull();
    }

    @Test
    void whoLeavesBeforeTheAnswerIsNoFailureOfOurs() {
        clientIsGone = true;
        new ProblemLog(refusals, () -> clientIsGone)
                .apply(problem(500), ProblemContext.of(new ClosedChannelException(), "/api/events"));
        assertThat(records).isEmpty();
        assertThat(logged(problem(500), new IllegalStateException("a bug")).getThrown())
                .isNotNull();
    }

    @Test
    void aBrokenConnectionToSomebodyElseIsAFailure() {
        assertThat(logged(problem(500), new ClosedChannelException()).getThrown())
                .isNotNull();
    }
}
