package dev.pulsegate.scenarios;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.event.EventReader.Event;
import dev.pulsegate.testkit.wait.Eventually;
import dev.pulsegate.worker.WorkerEvent;

import static org.assertj.core.api.Assertions.assertThat;

/** From submitting to the result, with who submits, who works and who watches at different gateways. */
interface RequestScenarios extends Scenario {

    @Test
    default void aRequestIsDoneAndFollowedToItsEndFromAnywhere() {
        var space = Person.admin(site()).makeSpace(Map.of());
        var person = Person.newcomer(site());
        var heard = new CountDownLatch(1);
        try (var _ = Worker.at(site().gateway(0), space.name(), (request, out) -> {
            heard.await();
            out.progress(0.5, "half of it");
            out.chunk("Hello ");
            out.chunk(request.username());
            return text("Hello " + request.username());
        })) {
            var request = person.at(site().gateway(1)).submit(space, "hi");
            try (var there = person.at(site().gateway(0)).follow(request);
                    var here = person.at(site().gateway(1)).follow(request);
                    var outside = person.follow(request)) {
                heard.countDown();
                for (var events : new Object[] {there.toEnd(), here.toEnd(), outside.toEnd()}) {
                    assertThat(events)
                            .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Event.class))
                            .extracting(Event::name)
                            .containsExactly("queued", "processing", "progress", "chunk", "chunk", "completed");
                }
            }
            var view =
                    Person.expect(200, person.get("/api/requests/" + request)).json();
            assertThat(view.at("/result/text").textValue()).isEqualTo("Hello " + person.name());
            assertThat(view.path("attempt").intValue()).isOne();
        }
    }

    @Test
    default void aWatcherGoesOnAtAnotherGatewayWhereItStopped() {
        var space = Person.admin(site()).makeSpace(Map.of());
        var person = Person.newcomer(site());
        var goOn = new CountDownLatch(1);
        try (var _ = Worker.at(site().gateway(0), space.name(), (_, out) -> {
            out.chunk("before");
            goOn.await();
            out.chunk("after");
            return text("done");
        })) {
            var request = person.submit(space, "hi");
            Event last;
            try (var events = person.at(site().gateway(0)).follow(request)) {
                last = events.next(event -> event.name().equals("chunk"));
                assertThat(last.data().path("text").textValue()).isEqualTo("before");
            }
            try (var events = person.at(site().gateway(1)).follow(request, "Last-Event-ID", last.id())) {
                goOn.countDown();
                var next = events.next();
                assertThat(next.data().path("text").textValue()).isEqualTo("after");
                assertThat(Long.parseLong(next.id())).isGreaterThan(Long.parseLong(last.id()));
                assertThat(events.next().name()).isEqualTo("completed");
                assertThat(events.next()).isNull();
            }
        }
    }

    @Test
    default void whoWaitsForTheResultGetsItFromTheWorkerOfAnotherGateway() {
        var space = Person.admin(site()).makeSpace(Map.of());
        try (var _ = Worker.at(site().gateway(0), space.name(), (_, _) -> text("done"))) {
            var answer = Person.newcomer(site())
                    .at(site().gateway(1))
                    .post(space.path() + "/requests", Map.of("prompt", "hi"), "Prefer", "wait=60");
            assertThat(Person.expect(200, answer).json().at("/result/text").textValue())
                    .isEqualTo("done");
        }
    }

    @Test
    default void theSameKeyIsTheSameRequestWhicheverGatewayIsAsked() {
        var space = Person.admin(site()).makeSpace(Map.of());
        var person = Person.newcomer(site());
        var path = space.path() + "/requests";
        var first = person.at(site().gateway(0)).post(path, Map.of("prompt", "hi"), "Idempotency-Key", "once");
        var again = person.at(site().gateway(1)).post(path, Map.of("prompt", "hi"), "Idempotency-Key", "once");
        var other = person.at(site().gateway(1)).post(path, Map.of("prompt", "ho"), "Idempotency-Key", "once");

        assertThat(again.text("id")).isEqualTo(Person.expect(202, first).text("id"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(Person.expect(200, person.get("/api/requests"))
                        .json()
                        .path("total")
                        .intValue())
                .isOne();
    }

    @Test
    default void whatAWorkerLeavesIsDoneByOneAtAnotherGateway() {
        var space = Person.admin(site()).makeSpace(Map.of());
        var person = Person.newcomer(site());
        String request;
        try (var leaving = Worker.at(site().gateway(0), space.name(), (_, _) -> {
            new CountDownLatch(1).await();
            return null;
        })) {
            request = person.submit(space, "hi");
            leaving.awaitEvent(WorkerEvent.Started.class);
        }
        try (var _ = Worker.at(site().gateway(1), space.name(), (_, _) -> text("done"));
                var events = person.follow(request)) {
            assertThat(events.toEnd())
                    .extracting(Event::name)
                    .containsExactly("queued", "processing", "queued", "processing", "completed");
        }
    }

    @Test
    default void aCanceledRequestIsTakenFromItsWorker() {
        var space = Person.admin(site()).makeSpace(Map.of());
        var person = Person.newcomer(site());
        var interrupted = new CompletableFuture<Void>();
        try (var worker = Worker.at(site().gateway(0), space.name(), (_, _) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.complete(null);
                throw e;
            }
            return null;
        })) {
            var request = person.submit(space, "hi");
            worker.awaitEvent(WorkerEvent.Started.class);
            Person.expect(200, person.at(site().gateway(1)).delete("/api/requests/" + request));

            assertThat(interrupted).succeedsWithin(SOON);
            Eventually.holds(SOON, () -> assertThat(person.status(request)).isEqualTo("canceled"));
        }
    }

    @Test
    default void whatIsRefusedIsRefusedInTheSameWords() {
        var space = Person.admin(site()).makeSpace(Map.of("queue_without_workers", false));
        var person = Person.newcomer(site());
        var path = space.path() + "/requests";

        var nobodyThere = person.post(path, Map.of("prompt", "hi"));
        assertThat(nobodyThere.status()).isEqualTo(503);
        assertThat(nobodyThere.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(nobodyThere.text("detail")).contains("worker");
        var tooLarge = person.post(path, Map.of("prompt", "x".repeat(3_000_000)));
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.header("Content-Type")).isEqualTo("application/problem+json");
    }

    static ObjectNode text(String text) {
        return JsonNodeFactory.instance.objectNode().put("text", text);
    }
}
