package dev.pulsegate.gateway.queue.read;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

import dev.pulsegate.gateway.queue.Queries;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.platform.id.Uuid7;

/**
 * What became of the requests accepted in each of several spans of time. Ids begin with that time, so a span is a range of
 * ids. Blocks on the database, the longer the more requests there are.
 */
public final class RequestStatistics {

    private static final int MOST_SECONDS = 20;

    private static final String COUNT = """
            select width_bucket(r.id, :starts) - 1 as bucket,
                   count(*) as accepted,
                   %s,
                   percentile_cont(array[0.5, 0.95]) within group (
                       order by extract(epoch from r.handed_over_at - r.accepted_at)::float8)
                       filter (where r.handed_over_at is not null) as waiting,
                   percentile_cont(array[0.5, 0.95]) within group (
                       order by extract(epoch from r.finished_at - r.handed_over_at)::float8)
                       filter (where r.status = %s) as service
            from request r where r.id >= :first and r.id < :end
            """.formatted(counts(), RequestState.COMPLETED.sql());

    private final Queries queries;

    public RequestStatistics(Jdbi jdbi) {
        this.queries = new Queries(jdbi);
    }

    /** How many there are in each final state, by its name. */
    private static String counts() {
        return Arrays.stream(RequestState.values())
                .filter(RequestState::isFinal)
                .map(state -> "count(*) filter (where r.status = " + state.sql() + ") as " + state.wireName())
                .collect(Collectors.joining(",\n"));
    }

    /**
     * Percentiles by linear interpolation, in seconds.
     *
     * @param p50 the median
     * @param p95 what 95 of 100 are not above
     */
    public record Percentiles(double p50, double p95) {}

    /**
     * The requests accepted in one span of time, as they stand now.
     *
     * @param from the span's beginning
     * @param accepted how many there are; those that are none of the following have not finished
     * @param completed how many have a result
     * @param failed how many failed
     * @param canceled how many were canceled
     * @param expired how many expired
     * @param waitingSeconds from acceptance to the last hand-over, of those handed over; null if there is none
     * @param serviceSeconds from the last hand-over to the result, of the completed; null if there is none
     */
    public record Bucket(
            Instant from,
            long accepted,
            long completed,
            long failed,
            long canceled,
            long expired,
            Percentiles waitingSeconds,
            Percentiles serviceSeconds) {

        public static Bucket empty(Instant from) {
            return new Bucket(from, 0, 0, 0, 0, 0, null, null);
        }
    }

    /**
     * Counts.
     *
     * @param spaceId the space; null for all
     * @param bounds where the spans begin, in order, and where the last ends
     * @return a bucket for each span
     */
    public List<Bucket> count(UUID spaceId, List<Instant> bounds) throws SQLException {
        var starts = bounds.subList(0, bounds.size() - 1);
        var counted = new HashMap<Instant, Bucket>();
        queries.list(
                        COUNT + (spaceId == null ? "" : " and r.space_id = :space") + " group by 1",
                        query -> bind(query, spaceId, bounds),
                        row -> bucket(row, starts))
                .forEach(bucket -> counted.put(bucket.from(), bucket));
        return starts.stream()
                .map(from -> counted.getOrDefault(from, Bucket.empty(from)))
                .toList();
    }

    private static void bind(Query query, UUID spaceId, List<Instant> bounds) {
        var firsts = bounds.stream().map(Uuid7::firstAt).toList();
        query.setQueryTimeout(MOST_SECONDS)
                .bindArray("starts", UUID.class, firsts.subList(0, firsts.size() - 1))
                .bind("first", firsts.getFirst())
                .bind("end", firsts.getLast());
        if (spaceId != null) {
            query.bind("space", spaceId);
        }
    }

    private static Bucket bucket(ResultSet row, List<Instant> starts) throws SQLException {
        return new Bucket(
                starts.get(row.getInt("bucket")),
                row.getLong("accepted"),
                row.getLong("completed"),
                row.getLong("failed"),
                row.getLong("canceled"),
                row.getLong("expired"),
                percentiles(row.getArray("waiting")),
                percentiles(row.getArray("service")));
    }

    private static Percentiles percentiles(Array found) throws SQLException {
        if (found == null) {
            return null;
        }
        var values = (Double[]) found.getArray();
        return new Percentiles(values[0], values[1]);
    }
}
