package dev.pulsegate.gateway.queue.accept;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.QueueTestBase;
import dev.pulsegate.gateway.queue.TestQueue;
import dev.pulsegate.gateway.space.QueueRules;
import dev.pulsegate.gateway.space.Space;

import static org.assertj.core.api.Assertions.assertThat;

/** How much an account may have of a space, and a space's queue may hold. */
class AcceptLimitsIT extends QueueTestBase {

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
    void onePersonCannotFillTheQueueForOthers() throws SQLException {
        var space = test.space(rules(40, Duration.ZERO, 0));
        for (int i = 0; i < 10; i++) {
            test.accepted(space);
        }
        assertThat(test.accept(test.request(space))).isInstanceOf(Acceptance.ShareFull.class);
        try (var other = new TestQueue(database)) {
            assertThat(test.accept(other.request(space))).isInstanceOf(Acceptance.Accepted.class);
            other.lengths.recount();
            assertThat(other.accept(test.request(space))).isInstanceOf(Acceptance.ShareFull.class);
        }
        test.claim(space, 1);
        assertThat(test.accept(test.request(space))).isInstanceOf(Acceptance.Accepted.class);
        assertThat(test.accept(test.request(space))).isInstanceOf(Acceptance.ShareFull.class);
        assertThat(test.accept(test.request(test.space()))).isInstanceOf(Acceptance.Accepted.class);
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

    private NewRequest byAnother(Space space) {
        var mine = test.request(space);
        return new NewRequest(
                mine.id(), space, UUID.randomUUID(), "bob", 0, 1, mine.payload(), List.of(), null, null, null);
    }

    @Test
    void theQuotaHoldsAmongManyAtOnceOnTwoReplicas() {
        var space = test.space(rules(1000, Duration.ZERO, 7));
        try (var otherReplica = new TestQueue(database)) {
            var outcomes = new ArrayList<CompletableFuture<Acceptance>>();
            for (int i = 0; i < 60; i++) {
                outcomes.add((i % 2 == 0 ? test : otherReplica).acceptor.accept(test.request(space)));
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
}
