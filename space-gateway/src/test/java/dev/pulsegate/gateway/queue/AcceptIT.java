package dev.pulsegate.gateway.queue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.file.RequestFiles.Attachment;
import dev.pulsegate.gateway.file.StoredFile;
import dev.pulsegate.gateway.queue.accept.Acceptance;
import dev.pulsegate.gateway.queue.accept.NewRequest;
import dev.pulsegate.gateway.queue.accept.NewRequest.Idempotency;
import dev.pulsegate.gateway.space.QueueRules;

import static org.assertj.core.api.Assertions.assertThat;

class AcceptIT extends QueueTestBase {

    private static QueueRules rules(int queueLimit, Duration cooldown, int quota) {
        var usual = TestQueue.RULES;
        return new QueueRules(
                true,
                usual.attemptLimit(),
                usual.deadline(),
                usual.maxWait(),
                queueLimit,
                0,
                cooldown,
                quota,
                usual.userPriority(),
                usual.adminPriority(),
                usual.priorityAgeing());
    }

    @Test
    void acceptedMeansCommitted() throws SQLException {
        var request = test.request(test.space());
        assertThat(test.accept(request)).isEqualTo(new Acceptance.Accepted(request.id(), 1));
        var stored = test.stored(request.id());
        assertThat(stored.state()).isEqualTo(RequestState.QUEUED);
        assertThat(stored.payload()).isEqualTo(request.payload());
        assertThat(stored.attempt()).isZero();
        assertThat(test.eventTypes(request.id())).containsExactly("queued");
    }

    @Test
    void whoIsToldOfItCannotUndoIt() throws SQLException {
        var told = new AtomicInteger();
        test.bus.add(changes -> {
            throw new NoClassDefFoundError("a listener's own trouble");
        });
        test.bus.add(changes -> told.incrementAndGet());
        var space = test.space();
        var request = test.request(space);
        assertThat(test.accept(request)).isEqualTo(new Acceptance.Accepted(request.id(), 1));
        assertThat(test.claim(space, 1)).hasSize(1);
        assertThat(test.stored(request.id()).state()).isEqualTo(RequestState.PROCESSING);
        assertThat(told).hasValue(2);
    }

    @Test
    void filesAreGivenToWhatIsAcceptedAndToNothingElse() {
        var given = test.file();
        var ofRepeated = test.file();
        var ofRefused = test.file();
        var there = TestQueue.with(given, test.keyed(test.space(), "k", "hash"));
        var gone = test.space();
        database.update("delete from space where id = '" + gone.id() + "'");
        assertThat(test.accept(there)).isInstanceOf(Acceptance.Accepted.class);
        assertThat(test.accept(TestQueue.with(ofRepeated, test.keyed(there.space(), "k", "hash"))))
                .isInstanceOf(Acceptance.Repeated.class);
        assertThat(test.accept(TestQueue.with(ofRefused, test.request(gone))))
                .isInstanceOf(Acceptance.NoSuchSpace.class);
        assertThat(test.files.of(List.of(there.id())).get(there.id()))
                .extracting(StoredFile::id)
                .containsExactly(given);
        assertThat(test.files.check(List.of(ofRepeated, ofRefused), test.account))
                .isInstanceOf(Attachment.Attached.class);
    }

    @Test
    void twoAtTheSameTimeThatAreWrittenDifferentlyOnlyAreOne() {
        var space = test.space();
        var outcomes = new ArrayList<CompletableFuture<Acceptance>>();
        for (int i = 0; i < 20; i++) {
            outcomes.add(test.queue.accept(test.keyed(space, new Idempotency("k", "hash", "former " + i))));
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
    void onePersonCannotFillTheQueueForOthers() throws SQLException {
        var space = test.space(rules(40, Duration.ZERO, 0));
        for (int i = 0; i < 10; i++) {
            test.accepted(space);
        }
        assertThat(test.accept(test.request(space))).isInstanceOf(Acceptance.ShareFull.class);
        try (var other = new TestQueue(database)) {
            assertThat(test.accept(other.request(space))).isInstanceOf(Acceptance.Accepted.class);
            other.queue.recount();
            assertThat(other.accept(test.request(space))).isInstanceOf(Acceptance.ShareFull.class);
        }
        test.claim(space, 1);
        assertThat(test.accept(test.request(space))).isInstanceOf(Acceptance.Accepted.class);
        assertThat(test.accept(test.request(space))).isInstanceOf(Acceptance.ShareFull.class);
        assertThat(test.accept(test.request(test.space()))).isInstanceOf(Acceptance.Accepted.class);
    }

    @Test
    void theAnswerTellsThePosition() {
        var space = test.space();
        for (int i = 1; i <= 5; i++) {
            var request = test.request(space);
            assertThat(test.accept(request)).isEqualTo(new Acceptance.Accepted(request.id(), i));
        }
    }

    @Test
    void anyTextComesBackAsItWas() throws SQLException {
        var base = test.request(test.space());
        var payload = "{\"prompt\":\"\\u0000 心电图 \\\\ \\\" {},' \\ud83d\\ude00\"}";
        var request = new NewRequest(
                base.id(),
                base.space(),
                base.accountId(),
                "a'd\\a",
                0,
                1,
                payload,
                List.of(),
                Optional.empty(),
                Optional.empty());
        test.accepted(request);
        assertThat(test.stored(request.id()).payload()).isEqualTo(payload);
        assertThat(test.stored(request.id()).accountName()).isEqualTo("a'd\\a");
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
                var queue = i % 2 == 0 ? test.queue : otherReplica.queue;
                outcomes.add(queue.accept(test.keyed(space, "same", "hash")));
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

    @Test
    void theCooldownIsPerAccountAndSpace() {
        var space = test.space(rules(100, Duration.ofMinutes(5), 0));
        test.accepted(space);
        assertThat(test.accept(test.request(space)))
                .isInstanceOfSatisfying(Acceptance.CoolingDown.class, refusal -> assertThat(refusal.retryAfter())
                        .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5)));
        test.accepted(test.space(rules(100, Duration.ofMinutes(5), 0)));
        test.accepted(byAnother(space));
    }

    private NewRequest byAnother(dev.pulsegate.gateway.space.Space space) {
        var mine = test.request(space);
        return new NewRequest(
                mine.id(),
                space,
                UUID.randomUUID(),
                "bob",
                0,
                1,
                mine.payload(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void theQuotaHoldsAmongManyAtOnceOnTwoReplicas() {
        var space = test.space(rules(1000, Duration.ZERO, 7));
        try (var otherReplica = new TestQueue(database)) {
            var outcomes = new ArrayList<CompletableFuture<Acceptance>>();
            for (int i = 0; i < 60; i++) {
                outcomes.add((i % 2 == 0 ? test : otherReplica).queue.accept(test.request(space)));
            }
            var all = outcomes.stream().map(CompletableFuture::join).toList();
            assertThat(all.stream().filter(Acceptance.Accepted.class::isInstance))
                    .hasSize(7);
            assertThat(all.stream().filter(Acceptance.QuotaSpent.class::isInstance))
                    .hasSize(53);
        }
    }

    @Test
    void aRepeatedOneSpendsNothing() {
        var space = test.space(rules(1000, Duration.ZERO, 2));
        test.accepted(test.keyed(space, "k", "h"));
        assertThat(test.accept(test.keyed(space, "k", "h"))).isInstanceOf(Acceptance.Repeated.class);
        test.accepted(space);
        assertThat(test.accept(test.request(space))).isInstanceOf(Acceptance.QuotaSpent.class);
    }

    @Test
    void aFullQueueTakesNothingAndSpendsNothing() throws SQLException {
        var space = test.space(rules(2, Duration.ZERO, 3));
        test.accepted(space);
        test.accepted(space);
        assertThat(test.accept(test.request(space))).isInstanceOf(Acceptance.QueueFull.class);
        test.claimOne(space);
        test.accepted(space);
    }

    @Test
    void aSpaceThatIsGoneTakesNothing() {
        var space = test.space();
        database.update("delete from space where id = '" + space.id() + "'");
        assertThat(test.accept(test.request(space))).isEqualTo(new Acceptance.NoSuchSpace());
    }

    @Test
    void aHundredAtOnceKeepTheirOrder() throws SQLException {
        var space = test.space();
        var requests = new ArrayList<NewRequest>();
        for (int i = 0; i < 100; i++) {
            requests.add(test.request(space));
        }
        requests.stream().map(test.queue::accept).toList().forEach(CompletableFuture::join);
        List<UUID> handedOver = new ArrayList<>();
        for (var claim : test.claim(space, 100)) {
            handedOver.add(claim.attempt().requestId());
        }
        assertThat(handedOver).isEqualTo(requests.stream().map(NewRequest::id).toList());
    }

    @Test
    void whileTheDatabaseIsAwaySubmissionsWait() {
        var space = test.space();
        test.accepted(space);
        database.allowConnections(false);
        var waiting = test.queue.accept(test.request(space));
        assertThat(waiting).isNotDone();
        database.allowConnections(true);
        assertThat(waiting.join()).isInstanceOf(Acceptance.Accepted.class);
    }
}
