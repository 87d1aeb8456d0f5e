package dev.pulsegate.gateway.reliability;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What the database says of requests: their ends, and what happened to them until then. */
final class Records {

    private static final Set<String> FINAL = Set.of("completed", "failed", "canceled", "expired");

    private final Installation installation;

    Records(Installation installation) {
        this.installation = installation;
    }

    /**
     * A request and what happened to it.
     *
     * @param rank its place in the queue
     * @param events the types of its events, in order
     * @param attempts the attempts that began, in order
     */
    record History(UUID id, String status, long rank, int attempt, List<String> events, List<Integer> attempts) {

        boolean isFinal() {
            return FINAL.contains(status);
        }

        /** Whether nothing ever sent it back to its old place in the queue. */
        boolean wasHandedOverOnce() {
            return attempts.size() == 1;
        }
    }

    /** The requests of a space. */
    Map<UUID, History> of(UUID space) {
        var sql = """
                select r.id, r.status, r.rank, r.attempt,
                       array_agg(e.type order by e.seq) as events,
                       coalesce(array_agg((e.data->>'attempt')::int order by e.seq)
                           filter (where e.type = 'processing'), '{}') as attempts
                from request r join request_event e on e.request_id = r.id
                where r.space_id = ? group by r.id
                """;
        try (var connection = installation.connect();
                var select = connection.prepareStatement(sql)) {
            select.setObject(1, space);
            var histories = new ArrayList<History>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    histories.add(history(rows));
                }
            }
            return histories.stream().collect(Collectors.toMap(History::id, Function.identity()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static History history(ResultSet row) throws SQLException {
        return new History(
                row.getObject("id", UUID.class),
                row.getString("status"),
                row.getLong("rank"),
                row.getInt("attempt"),
                Arrays.asList((String[]) row.getArray("events").getArray()),
                Arrays.asList((Integer[]) row.getArray("attempts").getArray()));
    }

    /** The gateway processes that are alive, or whose workers may come back yet. */
    long replicas() {
        try (var connection = installation.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from replica")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** When the gateway process whose worker has a request, and all it has, last said that it was alive. */
    Instant lastHeartbeat(UUID request) {
        return time("select heartbeat_at from replica p join request r on r.replica = p.id where r.id = ?", request);
    }

    /** When a request went back into the queue, the last time. */
    Instant putBack(UUID request) {
        return time(
                "select at from request_event where request_id = ? and type = 'queued' order by seq desc limit 1",
                request);
    }

    private Instant time(String sql, UUID request) {
        try (var connection = installation.connect();
                var select = connection.prepareStatement(sql)) {
            select.setObject(1, request);
            try (var rows = select.executeQuery()) {
                assertThat(rows.next()).as(sql).isTrue();
                return rows.getObject(1, OffsetDateTime.class).toInstant();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many ends of a space's requests were told to others. */
    long deliveredWebhooks(UUID space) {
        var sql = "select count(*) from webhook w join request r on r.id = w.request_id"
                + " where r.space_id = ? and w.state = 'delivered' and w.attempts = 1";
        try (var connection = installation.connect();
                var select = connection.prepareStatement(sql)) {
            select.setObject(1, space);
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until all requests of a space have come to their end. */
    Map<UUID, History> awaitEnds(UUID space, Duration within) {
        Eventually.holds(
                within, Duration.ofMillis(200), () -> assertThat(of(space).values())
                        .filteredOn(each -> !each.isFinal())
                        .isEmpty());
        return of(space);
    }

    /** Everything accepted is there and completed, and nobody was told of more than one end. */
    static void assertCompletedOnce(Map<UUID, History> histories, Collection<UUID> accepted) {
        assertThat(histories.keySet()).containsAll(accepted);
        assertOneEnd(histories);
        assertThat(histories.values())
                .allSatisfy(each -> assertThat(each.status()).isEqualTo("completed"));
    }

    /** Every request has one end, the last thing that happened to it, and nothing happened twice. */
    static void assertOneEnd(Map<UUID, History> histories) {
        assertThat(histories.values()).allSatisfy(each -> {
            assertThat(each.events().getLast()).isEqualTo(each.status());
            assertThat(each.events()).filteredOn(FINAL::contains).hasSize(1);
        });
    }

    /** Whatever was not sent back came to each worker in the order of the queue. */
    static void assertInOrder(Map<UUID, History> histories, List<HandedOver> handedOver) {
        var ranks = handedOver.stream()
                .map(each -> histories.get(each.requestId()))
                .filter(History::wasHandedOverOnce)
                .map(History::rank)
                .toList();
        assertThat(ranks).isSorted();
    }

    /** No attempt was given to two workers, or twice to one. */
    static void assertNotHandedOverTwice(Collection<SimulatedWorker> workers) {
        var leases = new HashSet<UUID>();
        assertThat(workers).allSatisfy(worker -> assertThat(worker.handedOver())
                .allSatisfy(each -> assertThat(leases.add(each.lease()))
                        .as("%s is new", each)
                        .isTrue()));
    }
}
