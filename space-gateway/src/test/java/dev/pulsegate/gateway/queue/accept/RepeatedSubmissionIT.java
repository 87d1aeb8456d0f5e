package dev.pulsegate.gateway.queue.accept;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.QueueTestBase;
import dev.pulsegate.gateway.queue.TestQueue;
import dev.pulsegate.gateway.queue.accept.NewRequest.Idempotency;

import static org.assertj.core.api.Assertions.assertThat;

/** What is sent under an idempotency key, by few and by many. */
class RepeatedSubmissionIT extends QueueTestBase {

    @Test
    void twoAtTheSameTimeThatAreWrittenDifferentlyOnlyAreOne() {
        var space = test.space();
        var outcomes = new ArrayList<CompletableFuture<Acceptance>>();
        for (int i = 0; i < 20; i++) {
            outcomes.add(test.acceptor.accept(test.keyed(space, new Idempotency("k", "hash", "former " + i))));
        }
        assertThat(outcomes.stream().map(CompletableFuture::join))
                .filteredOn(Acceptance.Accepted.class::isInstance)
                .hasSize(1);
        assertThat(outcomes.stream().map(CompletableFuture::join))
                .filteredOn(Acceptance.Repeated.class::isInstance)
                .hasSize(19);
    }

    @Test
    void aHashThatAFormerReleaseKeptIsStillTheSame() {
        var space = test.space();
        var first = test.accepted(test.keyed(space, "k", "hash"));
        database.update("update request set body_hash = 'former hash' where id = '" + first + "'");
        assertThat(test.accept(test.keyed(space, "k", "hash"))).isEqualTo(new Acceptance.Repeated(first));
        assertThat(test.accept(test.keyed(space, "k", "other"))).isEqualTo(new Acceptance.KeyReused());
    }

    @Test
    void theSameKeyIsTheSameRequest() {
        var space = test.space();
        var first = test.accepted(test.keyed(space, "k1", "hash"));
        assertThat(test.accept(test.keyed(space, "k1", "hash"))).isEqualTo(new Acceptance.Repeated(first));
        assertThat(test.accept(test.keyed(space, "k1", "other"))).isEqualTo(new Acceptance.KeyReused());
        assertThat(test.accept(test.keyed(space, "k2", "hash"))).isInstanceOf(Acceptance.Accepted.class);
        assertThat(test.accept(test.keyed(test.space(), "k1", "hash"))).isInstanceOf(Acceptance.Accepted.class);
    }

    @Test
    void aKeySentByManyAtOnceIsAcceptedOnce() {
        var space = test.space();
        var outcomes = new ArrayList<CompletableFuture<Acceptance>>();
        try (var otherReplica = new TestQueue(database)) {
            for (int i = 0; i < 200; i++) {
                var queue = i % 2 == 0 ? test : otherReplica;
                outcomes.add(queue.acceptor.accept(test.keyed(space, "same", "hash")));
            }
            var all = outcomes.stream().map(CompletableFuture::join).toList();
            var accepted = all.stream()
                    .filter(Acceptance.Accepted.class::isInstance)
                    .map(Acceptance.Accepted.class::cast)
                    .map(Acceptance.Accepted::requestId)
                    .toList();
            assertThat(accepted).hasSize(1);
            assertThat(all.stream().filter(outcome -> !(outcome instanceof Acceptance.Accepted)))
                    .hasSize(199)
                    .allMatch(new Acceptance.Repeated(accepted.getFirst())::equals);
        }
        assertThat(database.count("select count(*) from request where space_id = '" + space.id() + "'"))
                .isOne();
    }
}
