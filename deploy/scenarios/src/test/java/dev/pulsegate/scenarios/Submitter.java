package dev.pulsegate.scenarios;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

import dev.pulsegate.scenarios.Person.Space;
import dev.pulsegate.testkit.event.EventReader.Event;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody who submits one request after the other and follows each to its end. What is not answered is sent again with the
 * same key, and a stream of events that ends early is gone on with after its last event, as any client should.
 */
final class Submitter {

    private static final Set<String> ENDS = Set.of("completed", "failed", "canceled", "expired");
    private static final Set<Integer> TRY_AGAIN = Set.of(502, 503);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    private final Person person;
    private final Space space;
    private final String[] preference;
    private final List<Done> done = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile boolean over;

    /** A request that has come to its end, and all that happened to it, as its submitter saw it. */
    record Done(String request, List<Event> events) {}

    private Submitter(Person person, Space space, String... preference) {
        this.person = person;
        this.space = space;
        this.preference = preference;
        Thread.ofVirtual().start(this::run);
    }

    /** One that gets its answer at once. */
    static Submitter following(Person person, Space space) {
        return new Submitter(person, space);
    }

    /** One that waits for the result, and follows what has not come to its end by the answer. */
    static Submitter waiting(Person person, Space space) {
        return new Submitter(person, space, "Prefer", "wait=30");
    }

    private void run() {
        try {
            while (!over) {
                var request = submit();
                done.add(new Done(request, follow(request)));
            }
            end.complete(null);
        } catch (RuntimeException | Error e) {
            end.completeExceptionally(e);
        }
    }

    private String submit() {
        var key = UUID.randomUUID().toString();
        var headers = new ArrayList<>(List.of("Idempotency-Key", key));
        headers.addAll(List.of(preference));
        while (true) {
            try {
                var answer =
                        person.post(space.path() + "/requests", Map.of("prompt", key), headers.toArray(String[]::new));
                if (!TRY_AGAIN.contains(answer.status())) {
                    assertThat(answer.status()).as(answer.response().body()).isIn(200, 202);
                    return answer.text("id");
                }
            } catch (UncheckedIOException _) {
                // Whether it was accepted, the next answer says.
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
    }

    private List<Event> follow(String request) {
        var seen = new ArrayList<Event>();
        while (seen.isEmpty() || !ENDS.contains(seen.getLast().name())) {
            var last = seen.isEmpty() ? "0" : seen.getLast().id();
            try (var events = person.follow(request, "Last-Event-ID", last)) {
                if (events.response.statusCode() == 200) {
                    seen.addAll(events.toEnd());
                }
            } catch (UncheckedIOException _) {
                // The next connection goes on where this one was.
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
        return seen;
    }

    /** What has come to its end so far. */
    List<Done> done() {
        return List.copyOf(done);
    }

    /** Waits until so many requests have come to their end. */
    void awaitDone(int count) {
        Eventually.holds(Scenario.SOON, () -> {
            assertThat(end).isNotCompletedExceptionally();
            assertThat(done).hasSizeGreaterThanOrEqualTo(count);
        });
    }

    /** Submits no more, and waits for the end of what was submitted. */
    void finish() {
        over = true;
        assertThat(end).succeedsWithin(Scenario.SOON);
    }

    /** Nothing was accepted twice, and nothing that nobody knows of. */
    void assertAcceptedOnce() {
        var listed = Person.expect(200, person.get("/api/requests")).json();
        assertThat(listed.path("total").intValue()).isEqualTo(done.size());
        assertThat(done).extracting(Done::request).doesNotHaveDuplicates();
    }
}
