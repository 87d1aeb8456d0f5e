package dev.pulsegate.gateway.queue.accept;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.pulsegate.gateway.queue.Change;
import dev.pulsegate.gateway.queue.EventType;
import dev.pulsegate.gateway.queue.RequestEvent;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.Sql;

/** The statements that accept requests, on one connection. */
final class AcceptSql {

    /**
     * The space's row is locked against deletion, so that no request is left in a space that is gone. The rank comes from
     * the database's clock, which all replicas share; within a batch it follows the order of arrival. Inserting follows the
     * order of keys: whoever inserts the same key waits for the other, and two who waited in turn would wait for ever.
     */
    private static final String INSERT = """
            with given as (
                select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::uuid[], ?::text[], ?::int[], ?::bigint[], ?::int[],
                                     ?::text[], ?::int[], ?::text[], ?::text[], ?::boolean[])
                    with ordinality as g (id, space_id, space_name, account_id, account_name, priority, head_start,
                                          input_kinds, payload, file_count, idempotency_key, body_hash, has_webhook, place)
            ), there as (
                select id from space where id = any (?) order by id for key share
            ), present as (
                select clock_timestamp() as now
            ), placed as (
                insert into request (id, space_id, space_name, account_id, account_name, status, priority, rank,
                                     input_kinds, payload, file_count, idempotency_key, body_hash, has_webhook,
                                     last_seq, accepted_at)
                select g.id, g.space_id, g.space_name, g.account_id, g.account_name, 'queued', g.priority,
                       (extract(epoch from present.now) * 1000000)::bigint + g.place - g.head_start,
                       g.input_kinds, g.payload::json, g.file_count, g.idempotency_key, g.body_hash, g.has_webhook,
                       1, present.now
                from given g join there on there.id = g.space_id cross join present
                order by g.account_id, g.space_id, g.idempotency_key, g.place
                on conflict do nothing
                returning id, rank, accepted_at
            ), noted as (
                insert into request_event (request_id, seq, type, data, at)
                select id, 1, 'queued', '{}', accepted_at from placed
            )
            select id, rank, accepted_at from placed order by rank, id
            """;

    private static final String SUBMITTED_BEFORE = """
            select g.id as given_id, r.id, r.body_hash
            from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[]) as g (id, account_id, space_id, idempotency_key)
            join request r using (account_id, space_id, idempotency_key)
            """;

    private static final String INSERT_WEBHOOK =
            "insert into webhook (request_id, account_id, url, secret, state, attempts) values (?, ?, ?, ?, 'pending', 0)";

    private final Connection connection;

    AcceptSql(Connection connection) {
        this.connection = connection;
    }

    /** A request that was inserted, and the change that is. */
    record Inserted(NewRequest request, Change change) {}

    /** A request that was submitted before: the one given, and the one that was accepted. */
    record Earlier(NewRequest request, UUID requestId, String bodyHash) {}

    /** Those of the ids that are there. */
    Set<UUID> existing(List<UUID> ids) throws SQLException {
        var there = new HashSet<UUID>();
        try (var select = connection.prepareStatement("select id from request where id = any (?)")) {
            select.setArray(1, Sql.uuids(connection, ids));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    there.add(Sql.uuid(rows, "id"));
                }
            }
        }
        return there;
    }

    List<Earlier> submittedBefore(List<NewRequest> keyed) throws SQLException {
        if (keyed.isEmpty()) {
            return List.of();
        }
        var byId = byId(keyed);
        var found = new ArrayList<Earlier>();
        try (var select = connection.prepareStatement(SUBMITTED_BEFORE)) {
            select.setArray(1, Sql.uuids(connection, byId.keySet()));
            select.setArray(2, Sql.uuids(connection, list(byId.values(), NewRequest::accountId)));
            select.setArray(3, Sql.uuids(connection, list(byId.values(), request -> request.space()
                    .id())));
            select.setArray(4, Sql.texts(connection, list(byId.values(), request -> request.idempotency()
                    .orElseThrow()
                    .key())));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new Earlier(
                            byId.get(Sql.uuid(rows, "given_id")), Sql.uuid(rows, "id"), rows.getString("body_hash")));
                }
            }
        }
        return found;
    }

    private static Map<UUID, NewRequest> byId(List<NewRequest> requests) {
        return requests.stream().collect(Collectors.toMap(NewRequest::id, Function.identity()));
    }

    private static <T> List<T> list(Collection<NewRequest> requests, Function<NewRequest, T> value) {
        return requests.stream()
                .map(value)
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(ArrayList::new), Collections::unmodifiableList));
    }

    /** Inserts what can be inserted, in order. */
    List<Inserted> insert(List<NewRequest> requests) throws SQLException {
        var byId = byId(requests);
        var inserted = new ArrayList<Inserted>();
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setArray(1, Sql.uuids(connection, list(requests, NewRequest::id)));
            insert.setArray(2, Sql.uuids(connection, list(requests, request -> request.space()
                    .id())));
            insert.setArray(3, Sql.texts(connection, list(requests, request -> request.space()
                    .name())));
            insert.setArray(4, Sql.uuids(connection, list(requests, NewRequest::accountId)));
            insert.setArray(5, Sql.texts(connection, list(requests, NewRequest::accountName)));
            insert.setArray(6, Sql.ints(connection, list(requests, NewRequest::priority)));
            insert.setArray(7, Sql.longs(connection, list(requests, AcceptSql::headStart)));
            insert.setArray(8, Sql.ints(connection, list(requests, NewRequest::inputKinds)));
            insert.setArray(9, Sql.texts(connection, list(requests, NewRequest::payload)));
            insert.setArray(10, Sql.ints(connection, list(requests, request -> request.files()
                    .size())));
            insert.setArray(11, Sql.texts(connection, list(requests, AcceptSql::key)));
            insert.setArray(12, Sql.texts(connection, list(requests, AcceptSql::bodyHash)));
            insert.setArray(13, Sql.booleans(connection, list(requests, request -> request.webhook()
                    .isPresent())));
            insert.setArray(14, Sql.uuids(connection, Set.copyOf(list(requests, request -> request.space()
                    .id()))));
            try (var rows = insert.executeQuery()) {
                while (rows.next()) {
                    var request = byId.get(Sql.uuid(rows, "id"));
                    var queued =
                            new RequestEvent(request.id(), 1, EventType.QUEUED, "{}", Sql.instant(rows, "accepted_at"));
                    inserted.add(new Inserted(request, change(request, rows.getLong("rank"), queued)));
                }
            }
        }
        return inserted;
    }

    private static Change change(NewRequest request, long rank, RequestEvent queued) {
        return new Change(
                request.id(),
                request.space().id(),
                request.accountId(),
                Optional.empty(),
                RequestState.QUEUED,
                rank,
                0,
                null,
                List.of(queued));
    }

    private static long headStart(NewRequest request) {
        return request.space().rules().headStartMicros(request.priority());
    }

    private static String key(NewRequest request) {
        return request.idempotency().map(NewRequest.Idempotency::key).orElse(null);
    }

    private static String bodyHash(NewRequest request) {
        return request.idempotency().map(NewRequest.Idempotency::bodyHash).orElse(null);
    }

    void insertWebhooks(List<NewRequest> requests) throws SQLException {
        if (requests.stream().allMatch(request -> request.webhook().isEmpty())) {
            return;
        }
        try (var insert = connection.prepareStatement(INSERT_WEBHOOK)) {
            for (var request : requests) {
                if (request.webhook().isPresent()) {
                    insert.setObject(1, request.id());
                    insert.setObject(2, request.accountId());
                    insert.setString(3, request.webhook().get().url());
                    insert.setString(4, request.webhook().get().secret());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }
}
