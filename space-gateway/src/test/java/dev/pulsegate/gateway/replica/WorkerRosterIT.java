package dev.pulsegate.gateway.replica;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

import dev.pulsegate.gateway.dispatch.FakeWorker;
import dev.pulsegate.gateway.dispatch.TestReplica;
import dev.pulsegate.gateway.dispatch.WorkerSnapshot;
import dev.pulsegate.gateway.queue.TestDatabase;
import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What gateway processes know of each other's workers, one by one. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkerRosterIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private TestDatabase database;

    @BeforeAll
    void createDatabase() {
        database = TestDatabase.create();
    }

    @AfterAll
    void dropDatabase() {
        database.close();
    }

    @BeforeEach
    void forgetOthers() {
        database.update("delete from replica");
    }

    private static List<WorkerSnapshot> connected(TestReplica seenFrom, Space space) throws SQLException {
        return seenFrom.presence.connected().stream()
                .filter(worker -> worker.spaces().contains(space.id()))
                .toList();
    }

    private static void awaitSeen(TestReplica from, Space space, WorkerSnapshot... workers) {
        Eventually.holds(SOON, () -> assertThat(connected(from, space)).containsExactlyInAnyOrder(workers));
    }

    private static WorkerSnapshot shown(FakeWorker worker, TestReplica at, Space space, int running, boolean draining) {
        return new WorkerSnapshot(
                worker.connectionId(),
                at.test.replica,
                FakeWorker.INFO,
                List.of(space.id()),
                2,
                InputKind.ALL,
                running,
                draining,
                0,
                null);
    }

    @Test
    void theWorkersOfBothAreSeenFromBothAsTheyComeWorkDrainAndGo() {
        try (var one = new TestReplica(database);
                var two = new TestReplica(database, one)) {
            var space = one.space();
            var first = one.worker(space, 2);
            var second = two.worker(space, 2);
            for (var from : List.of(one, two)) {
                awaitSeen(from, space, shown(first, one, space, 0, false), shown(second, two, space, 0, false));
            }
            first.vanish();
            awaitSeen(two, space, shown(second, two, space, 0, false));
            one.test.accepted(space);
            second.awaitRequest();
            awaitSeen(one, space, shown(second, two, space, 1, false));
            two.dispatcher.drain(second.registered);
            awaitSeen(one, space, shown(second, two, space, 1, true));
        }
    }

    @Test
    void aProcessTakenForDeadTellsItsWorkersAgain() {
        try (var one = new TestReplica(database);
                var two = new TestReplica(database, one)) {
            var space = one.space();
            var worker = two.worker(space, 2);
            awaitSeen(one, space, shown(worker, two, space, 0, false));
            database.update("delete from replica where id = '" + two.test.replica + "'");
            awaitSeen(one, space, shown(worker, two, space, 0, false));
        }
    }

    @Test
    void whatAnotherVersionSaysIsReadAsFarAsItCanBe() throws SQLException {
        try (var one = new TestReplica(database)) {
            var later = UUID.randomUUID();
            var space = UUID.randomUUID();
            database.update("""
                    insert into replica (id, started_at, heartbeat_at, workers, connections)
                    values ('%s', now(), now() + interval '1 minute', '{}', '[{"connectionId":"%s","replica":"%s","mood":"good",
                        "info":{"protocol":"socket.io","connectedAt":1767607200.5},"spaces":["%s"],"capacity":1}]')
                    """.formatted(later, later, later, space));
            var nonsense = UUID.randomUUID();
            database.update(
                    "insert into replica values ('" + nonsense + "', now(), now() + interval '1 minute', '{}', '7')");
            var earlier = UUID.randomUUID();
            database.update("insert into replica values ('" + earlier + "', now(), now() + interval '1 minute', '{}')");
            assertThat(one.presence.connected()).singleElement().satisfies(worker -> {
                assertThat(worker.replica()).isEqualTo(later);
                assertThat(worker.info().protocol()).isEqualTo("socket.io");
                assertThat(worker.info().holder()).isNull();
                assertThat(Set.copyOf(worker.spaces())).containsExactly(space);
            });
            database.update("update replica set heartbeat_at = now() - interval '1 hour' where id <> '"
                    + one.test.replica + "'");
            assertThat(one.presence.connected()).isEmpty();
        }
    }
}
