package dev.pulsegate.gateway.event;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.Failures;
import dev.pulsegate.gateway.queue.RequestEvent;
import dev.pulsegate.gateway.queue.TestDatabase;
import dev.pulsegate.gateway.queue.TestQueue;
import dev.pulsegate.gateway.queue.Witness;
import dev.pulsegate.gateway.queue.report.Report;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventFeedIT {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration AT_ONCE = Duration.ZERO;

    private TestDatabase database;
    private TestQueue test;
    private EventFeed feed;

    @BeforeAll
    void createDatabase() {
        database = TestDatabase.create();
    }

    @AfterAll
    void dropDatabase() {
        database.close();
    }

    @BeforeEach
    void start() {
        test = new TestQueue(database);
        feed = new EventFeed(test.reader);
        test.bus.add(feed);
    }

    @AfterEach
    void stop() {
        test.close();
    }

    private static List<RequestEvent> untilEnd(RequestWatch watch) throws SQLException, InterruptedException {
        var all = new ArrayList<RequestEvent>();
        while (all.isEmpty() || !all.getLast().type().isFinal()) {
            var some = watch.next(SOON);
            assertThat(some).as("after %s", all).isNotEmpty();
            all.addAll(some);
        }
        return all;
    }

    private static void assertComplete(List<RequestEvent> events, int first, int last) {
        assertThat(events).extracting(RequestEvent::seq).startsWith(first).endsWith(last);
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).seq()).isEqualTo(first + i);
        }
    }

    /** Puts a request through, with chunks; returns how many events there are. */
    private int run(int chunks, Attempt attempt) {
        for (int i = 0; i < chunks; i++) {
            var chunk = test.reports.report(new Report.Chunk(attempt, i, "{\"text\":\"" + i + "\"}"));
            assertThat(chunk).isPresent();
        }
        test.reports.report(new Report.Completed(attempt, "{}")).orElseThrow().join();
        return chunks + 3;
    }

    @Test
    void whoFollowsFromTheBeginningGetsEverythingOnce() throws Exception {
        var space = test.space();
        var request = test.request(space);
        try (var watch = feed.watchNew(request.id())) {
            test.accepted(request);
            var attempt = test.claim(space, 1).getFirst().attempt();
            var events = CompletableFuture.supplyAsync(() -> collect(watch));
            int count = run(300, attempt);
            assertComplete(events.join(), 1, count);
        }
        assertThat(feed.watching()).isZero();
    }

    private static List<RequestEvent> collect(RequestWatch watch) {
        try {
            return untilEnd(watch);
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoReadsNothingForLongReadsTheRestFromTheDatabase() throws Exception {
        var space = test.space();
        var request = test.request(space);
        try (var watch = feed.watchNew(request.id())) {
            test.accepted(request);
            int count = run(500, test.claim(space, 1).getFirst().attempt());
            assertComplete(untilEnd(watch), 1, count);
        }
    }

    @Test
    void whoComesLateOrAgainGetsWhatIsMissing() throws Exception {
        var space = test.space();
        var id = test.accepted(space);
        int count = run(250, test.claim(space, 1).getFirst().attempt());
        try (var late = feed.watch(id, 0);
                var again = feed.watch(id, 100);
                var over = feed.watch(id, count)) {
            assertComplete(untilEnd(late), 1, count);
            assertComplete(untilEnd(again), 101, count);
            assertThat(over.next(AT_ONCE)).isEmpty();
        }
    }

    @Test
    void whatAnotherReplicaDoesIsFoundWhenToldOfItOrByPolling() throws Exception {
        var space = test.space();
        try (var other = new TestQueue(database)) {
            var told = other.accepted(space);
            var polled = other.accepted(space);
            try (var first = feed.watch(told, 1);
                    var second = feed.watch(polled, 1)) {
                assertThat(first.next(AT_ONCE)).isEmpty();
                assertThat(second.next(AT_ONCE)).isEmpty();
                other.transitions.cancel(told, Failures.of("canceled", "Not wanted."), Witness.NONE);
                other.transitions.cancel(polled, Failures.of("canceled", "Not wanted."), Witness.NONE);
                assertThat(first.next(AT_ONCE)).isEmpty();
                feed.changedElsewhere(told);
                assertThat(first.next(AT_ONCE)).hasSize(1);
                assertThat(second.next(AT_ONCE)).isEmpty();
                feed.poll();
                assertThat(second.next(AT_ONCE)).hasSize(1);
                feed.poll();
                assertThat(second.next(AT_ONCE)).isEmpty();
            }
        }
    }

    @Test
    void manyFollowOneRequest() throws Exception {
        var space = test.space();
        var id = test.accepted(space);
        var followers = new ArrayList<CompletableFuture<List<RequestEvent>>>();
        for (int i = 0; i < 50; i++) {
            var watch = feed.watch(id, 0);
            followers.add(CompletableFuture.supplyAsync(() -> collect(watch), Thread::startVirtualThread)
                    .whenComplete((events, failure) -> watch.close()));
        }
        int count = run(200, test.claim(space, 1).getFirst().attempt());
        for (var follower : followers) {
            assertComplete(follower.join(), 1, count);
        }
        assertThat(feed.watching()).isZero();
    }

    @Test
    void whenTheProcessStopsEverybodyIsLetGo() throws Exception {
        var id = test.accepted(test.space());
        try (var watch = feed.watch(id, 1)) {
            var waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return watch.next(SOON);
                } catch (SQLException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            feed.close();
            assertThat(waiting.join()).isEmpty();
            assertThat(watch.isEnded()).isTrue();
            try (var late = feed.watch(id, 1)) {
                assertThat(late.isEnded()).isTrue();
            }
        }
    }
}
