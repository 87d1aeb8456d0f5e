package dev.pulsegate.gateway.it;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whatever is transactional is done again after a deadlock, in a transaction of its own each time. */
@GatewayServiceTest
class RetriedTransactionIT {

    @Inject
    Outer outer;

    /** Notes its transaction, and is in another's way at first. */
    @ApplicationScoped
    public static class Inner {

        private final TransactionSynchronizationRegistry registry;

        Inner(TransactionSynchronizationRegistry registry) {
            this.registry = registry;
        }

        @Transactional
        public int work(Set<Object> transactions, int failures, String state) {
            transactions.add(registry.getTransactionKey());
            if (transactions.size() <= failures) {
                throw new IllegalStateException(new SQLException("in another's way", state));
            }
            return transactions.size();
        }
    }

    /** Begins the transaction. */
    @ApplicationScoped
    public static class Outer {

        private final Inner inner;

        Outer(Inner inner) {
            this.inner = inner;
        }

        @Transactional
        public int work(Set<Object> transactions, int failures, String state) {
            return inner.work(transactions, failures, state);
        }
    }

    @Test
    void aDeadlockIsTriedAgainFromTheVeryBeginning() {
        assertThat(outer.work(new HashSet<>(), 2, "40P01")).isEqualTo(3);
        assertThat(outer.work(new HashSet<>(), 1, "40001")).isEqualTo(2);
    }

    @Test
    void whatElseFailsIsNotTriedAgain() {
        var transactions = new HashSet<>();
        assertThatThrownBy(() -> outer.work(transactions, 1, "23505")).isInstanceOf(IllegalStateException.class);
        assertThat(transactions).hasSize(1);
    }
}
