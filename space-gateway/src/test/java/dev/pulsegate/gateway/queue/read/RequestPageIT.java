package dev.pulsegate.gateway.queue.read;

import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.Failures;
import dev.pulsegate.gateway.queue.QueueTestBase;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.Witness;

import static org.assertj.core.api.Assertions.assertThat;

/** Lists of very many requests. */
class RequestPageIT extends QueueTestBase {

    /** So many completed requests of a space and account. */
    private void insertCompleted(UUID spaceId, UUID accountId, int count) {
        database.update("""
                insert into request (id, space_id, space_name, account_id, account_name, status, priority, rank,
                    input_kinds, payload, file_count, has_webhook, last_seq, accepted_at)
                select (lpad(to_hex(1700000000000 + n), 12, '0') || '70008' || lpad('', 15, '0'))::uuid, '%s', 'x', '%s',
                    'ada', 'completed', 0, 0, 1, '{}', 0, false, 1, now()
                from generate_series(1, %d) as g (n)
                """.formatted(spaceId, accountId, count));
        database.update("analyze request");
    }

    @Test
    void theTotalIsCountedSoFarAndNoFartherAndWhatIsSoughtIsFoundAmongMany() throws SQLException {
        var space = test.space();
        insertCompleted(space.id(), test.account, RequestReader.MOST_COUNTED + 1);
        var latest = test.accepted(space);
        var canceled = test.accepted(space);
        test.transitions.cancel(canceled, Failures.of("canceled", "Not wanted."), Witness.NONE);
        var reader = test.reader;
        var all = reader.page(new RequestFilter(null, space.id(), Set.of(), null), 0, 3);
        assertThat(all.total()).isEqualTo(RequestReader.MOST_COUNTED);
        assertThat(all.items()).extracting(StoredRequest::id).startsWith(canceled, latest);
        var open = EnumSet.of(RequestState.QUEUED, RequestState.PROCESSING);
        var waiting = reader.page(new RequestFilter(test.account, space.id(), open, null), 0, 3);
        assertThat(waiting.total()).isOne();
        assertThat(waiting.items()).extracting(StoredRequest::id).containsExactly(latest);
        var others = reader.page(new RequestFilter(UUID.randomUUID(), space.id(), Set.of(), null), 0, 3);
        assertThat(others.total()).isZero();
        var older = reader.page(
                new RequestFilter(null, null, Set.of(), all.items().getLast().id()), 0, 200);
        assertThat(older.items()).hasSize(200).allSatisfy(each -> assertThat(each.id())
                .isLessThan(all.items().getLast().id()));
        assertThat(planOf(EnumSet.of(RequestState.FAILED, RequestState.EXPIRED)))
                .contains("request_unsuccessful");
    }

    private String planOf(Set<RequestState> states) {
        var condition = new RequestFilter(null, null, states, null).condition();
        return database.plan(
                "select * from request r where " + condition + " order by r.id desc limit 50", explain -> {});
    }
}
