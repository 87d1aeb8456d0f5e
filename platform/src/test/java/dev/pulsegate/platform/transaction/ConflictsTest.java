package dev.pulsegate.platform.transaction;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConflictsTest {

    private final AtomicInteger tries = new AtomicInteger();

    private String failing(int times, Exception failure) throws Exception {
        return Conflicts.retried(() -> {
            if (tries.incrementAndGet() <= times) {
                throw failure;
            }
            return "done";
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void aTransactionThatWasInAnothersWayIsDoneAgain(String state) throws Exception {
        assertThat(failing(2, new SQLException("conflict", state))).isEqualTo("done");
        assertThat(tries).hasValue(3);
    }

    @Test
    void itIsFoundHoweverDeepItIs() throws Exception {
        var wrapped = new IllegalStateException(new RuntimeException(new SQLException("deadlock", "40P01")));
        assertThat(failing(1, wrapped)).isEqualTo("done");
    }

    @Test
    void whatElseFailsFailsAtOnce() {
        assertThatThrownBy(() -> failing(1, new SQLException("no such table", "42P01")))
                .hasMessage("no such table");
        assertThat(tries).hasValue(1);
    }

    @Test
    void itIsNotTriedForEver() {
        assertThatThrownBy(() -> failing(1000, new SQLException("deadlock", "40P01")))
                .hasMessage("deadlock");
        assertThat(tries).hasValueBetween(3, 20);
    }
}
