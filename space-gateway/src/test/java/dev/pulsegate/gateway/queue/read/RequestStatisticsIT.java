package dev.pulsegate.gateway.queue.read;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.QueueTestBase;
import dev.pulsegate.gateway.queue.read.RequestStatistics.Bucket;
import dev.pulsegate.gateway.queue.read.RequestStatistics.Percentiles;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.platform.id.Uuid7;

import static org.assertj.core.api.Assertions.assertThat;

/** Counting requests whose times are known. */
class RequestStatisticsIT extends QueueTestBase {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    /** Two hours, by the half. */
    private static final List<Instant> BOUNDS = IntStream.rangeClosed(0, 4)
            .mapToObj(i -> NOON.plus(Duration.ofMinutes(30L * i)))
            .toList();

    private List<Bucket> count(UUID spaceId) throws SQLException {
        return new RequestStatistics(database.jdbi()).count(spaceId, BOUNDS);
    }

    /** A request accepted at a time, with an id of that time, that went as told. */
    private void insert(Space space, Instant accepted, String status, Double waited, Double served) {
        var first = Uuid7.firstAt(accepted);
        var id = new UUID(first.getMostSignificantBits(), first.getLeastSignificantBits() | test.changes.size());
        test.changes.add(null);
        var handedOver =
                waited == null ? "null" : "'%s'::timestamptz + interval '%s seconds'".formatted(accepted, waited);
        var finished = served == null ? "null" : handedOver + " + interval '" + served + " seconds'";
        database.update("""
                insert into request (id, space_id, space_name, account_id, account_name, status, priority, rank,
                    input_kinds, payload, file_count, has_webhook, attempt, last_seq, accepted_at, handed_over_at,
                    finished_at)
                values ('%s', '%s', 'x', '%s', 'ada', '%s', 0, 0, 1, '{}', 0, false, 1, 1, '%s', %s, %s)
                """.formatted(id, space.id(), test.account, status, accepted, handedOver, finished));
    }

    @Test
    void eachCountsInTheBucketItWasAcceptedInByHowItStandsNow() throws SQLException {
        var space = test.space();
        insert(space, NOON.minusMillis(1), "completed", 1.0, 1.0);
        insert(space, NOON, "completed", 1.0, 10.0);
        insert(space, NOON.plusSeconds(1), "completed", 2.0, 20.0);
        insert(space, NOON.plusSeconds(2), "failed", 3.0, 1000.0);
        insert(space, NOON.plusSeconds(3), "processing", 4.0, null);
        insert(space, NOON.plusSeconds(4), "canceled", null, null);
        insert(space, NOON.plusSeconds(5), "expired", null, null);
        insert(space, NOON.plusSeconds(1799).plusMillis(999), "queued", null, null);
        insert(space, NOON.plusSeconds(1800), "queued", null, null);
        insert(space, NOON.plusSeconds(7199).plusMillis(999), "completed", 0.25, 0.5);
        insert(space, NOON.plusSeconds(7200), "completed", 1.0, 1.0);
        var buckets = count(space.id());
        assertThat(buckets).extracting(Bucket::from).isEqualTo(BOUNDS.subList(0, 4));
        var first = buckets.getFirst();
        assertThat(first)
                .usingRecursiveComparison()
                .ignoringFields("waitingSeconds", "serviceSeconds")
                .isEqualTo(new Bucket(NOON, 7, 2, 1, 1, 1, null, null));
        assertThat(first.waitingSeconds().p50()).isEqualTo(2.5);
        assertThat(first.waitingSeconds().p95()).isBetween(3.84, 3.86);
        assertThat(first.serviceSeconds()).isEqualTo(new Percentiles(15, 19.5));
        assertThat(buckets.get(1)).isEqualTo(new Bucket(BOUNDS.get(1), 1, 0, 0, 0, 0, null, null));
        assertThat(buckets.get(2)).isEqualTo(Bucket.empty(BOUNDS.get(2)));
        assertThat(buckets.get(3))
                .isEqualTo(new Bucket(
                        BOUNDS.get(3), 1, 1, 0, 0, 0, new Percentiles(0.25, 0.25), new Percentiles(0.5, 0.5)));
    }

    @Test
    void oneSpaceIsCountedAloneAndAllTogether() throws SQLException {
        var here = test.space();
        var there = test.space();
        long before = count(null).get(1).accepted();
        insert(here, BOUNDS.get(1), "queued", null, null);
        insert(there, BOUNDS.get(1), "queued", null, null);
        assertThat(count(here.id()).get(1).accepted()).isOne();
        assertThat(count(null).get(1).accepted() - before).isEqualTo(2);
        assertThat(count(UUID.randomUUID())).extracting(Bucket::accepted).containsOnly(0L);
    }
}
