package dev.pulsegate.gateway.metrics;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.QueueTestBase;
import dev.pulsegate.gateway.queue.Witness;
import dev.pulsegate.gateway.queue.read.QueueFigures;
import dev.pulsegate.gateway.queue.report.Report;
import dev.pulsegate.gateway.space.Space;

import static org.assertj.core.api.Assertions.assertThat;

/** What is counted of requests, as the queue tells it. */
class RequestMetersIT extends QueueTestBase {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeteredSpaces spaces = new MeteredSpaces(registry, 100);
    private Space space;

    @BeforeEach
    void follow() {
        space = test.space();
        spaces.follow(List.of(space));
        test.bus.add(new RequestMeters(spaces));
    }

    private double count(String name, String... tags) {
        return registry.get(name)
                .tag("space", space.name())
                .tags(tags)
                .counter()
                .count();
    }

    private long timed(String name) {
        return registry.get(name).tag("space", space.name()).timer().count();
    }

    @Test
    void aRequestIsCountedAtEachStepAndTimedFromAcceptanceToItsEnd() throws SQLException {
        var id = test.accepted(space);
        database.update(
                "update request set accepted_at = accepted_at - interval '1 hour' where id = '%s'".formatted(id));
        var attempt = test.claimOne(space);
        database.update("update request set handed_over_at = handed_over_at - interval '1 minute' where id = '%s'"
                .formatted(id));
        test.report(new Report.Progress(attempt, "{}"));
        test.report(new Report.Completed(attempt, "{}"));

        assertThat(count("pulsegate.requests.accepted")).isOne();
        assertThat(count("pulsegate.requests.attempts")).isOne();
        assertThat(count("pulsegate.requests.finished", "outcome", "completed")).isOne();
        assertThat(timed("pulsegate.requests.wait")).isOne();
        assertThat(timed("pulsegate.requests.run")).isOne();
        assertThat(longest("pulsegate.requests.wait")).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(65));
        assertThat(longest("pulsegate.requests.run")).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(5));
    }

    private Duration longest(String name) {
        return Duration.ofNanos((long)
                registry.get(name).tag("space", space.name()).timer().max(java.util.concurrent.TimeUnit.NANOSECONDS));
    }

    @Test
    void whatComesBackIsCountedByItsCauseAndTimedOnceOnly() throws SQLException {
        var id = test.accepted(space);
        test.report(new Report.GivenBack(test.claimOne(space), "it crashed", 9, true));
        test.claimOne(space);
        test.transitions.requeue(id, "it hangs", Witness.NONE);
        test.claimOne(space);
        test.transitions.takeBack(test.replica);

        for (var reason : Set.of("worker_failed", "administrator", "gateway_stopped")) {
            assertThat(count("pulsegate.requests.requeued", "reason", reason))
                    .as(reason)
                    .isOne();
        }
        assertThat(count("pulsegate.requests.attempts")).isEqualTo(3);
        assertThat(timed("pulsegate.requests.wait")).isOne();
        assertThat(timed("pulsegate.requests.run")).isZero();
    }

    @Test
    void whatEndsWithoutHavingRunIsNotTimed() throws SQLException {
        test.transitions.cancel(test.accepted(space), "{\"code\":\"canceled\",\"message\":\"no more\"}", Witness.NONE);

        assertThat(count("pulsegate.requests.finished", "outcome", "canceled")).isOne();
        assertThat(timed("pulsegate.requests.run")).isZero();
    }

    @Test
    void figuresOfAllReplicasComeFromTheDatabase() throws SQLException {
        var figures = new QueueFigures(database.jdbi());
        var first = test.accepted(space);
        test.accepted(space);
        test.claimOne(space);
        var waiting = test.accepted(space);

        assertThat(figures.running()).containsEntry(space.id(), 1L);
        assertThat(figures.firstAccepted().get(space.id()))
                .isAfter(test.stored(first).acceptedAt())
                .isBefore(test.stored(waiting).acceptedAt());
        test.transitions.cancelAll(space.id(), "{\"code\":\"canceled\",\"message\":\"no more\"}");
        assertThat(figures.running()).doesNotContainKey(space.id());
        assertThat(figures.firstAccepted()).doesNotContainKey(space.id());
    }
}
