package dev.pulsegate.gateway.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.TestDatabase;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** A database for all tests of a class, and a gateway process on it for each. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WithReplica {

    static final Duration SOON = Duration.ofSeconds(20);

    TestDatabase database;
    TestReplica replica;

    @BeforeAll
    void createDatabase() {
        database = TestDatabase.create();
    }

    @AfterAll
    void dropDatabase() {
        database.close();
    }

    @BeforeEach
    void startReplica() {
        replica = new TestReplica(database);
    }

    @AfterEach
    void stopReplica() {
        replica.close();
    }

    List<UUID> accepted(Space space, int count) {
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < count; i++) {
            ids.add(replica.test.accepted(space));
        }
        return ids;
    }

    void awaitState(UUID id, RequestState state) {
        Eventually.holds(SOON, () -> assertThat(replica.test.stored(id).state()).isEqualTo(state));
    }
}
