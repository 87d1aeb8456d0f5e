package dev.pulsegate.gateway.queue.accept;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.pulsegate.gateway.queue.Change;
import dev.pulsegate.gateway.queue.Columns;
import dev.pulsegate.gateway.queue.EventType;
import dev.pulsegate.gateway.queue.RequestEvent;
import dev.pulsegate.gateway.queue.Sql;
import dev.pulsegate.gateway.queue.SqlType;
import dev.pulsegate.gateway.queue.Transition;

/** The statements that accept requests, on one connection. */
final class AcceptSql {

    private static final Columns<NewRequest> GIVEN = new Columns<NewRequest>()
            .with("id", SqlType.UUID, NewRequest::id)
            .with("space_id", SqlType.UUID, NewRequest::spaceId)
            .with("space_name", SqlType.TEXT, request -> request.space().name())
            .with("account_id", SqlType.UUID, NewRequest::accountId)
            .with("account_name", SqlType.TEXT, NewRequest::accountName)
            .with("priority", SqlType.INT, NewRequest::priority)
            .with("head_start", SqlType.BIGINT, request -> request.space()
                    .rules()
                    .headStartMicros(request.priority()))
            .with("input_kinds", SqlType.INT, NewRequest::inputKinds)
            .with("payload", SqlType.TEXT, NewRequest::payload)
            .with("file_count", SqlType.INT, request -> request.files().size())
            .with("idempotency_key", SqlType.TEXT, NewRequest::idempotencyKey)
            .with("body_hash", SqlType.TEXT, NewRequest::bodyHash)
            .with("has_webhook", SqlType.BOOLEAN, request -> request.webhook() != null)
            .with("traceparent", SqlType.TEXT, NewRequest::traceparent);

    /**
     * The space's row is locked against deletion, so that no request is left in a space that is gone. The rank comes from
     * the database's clock, which all replicas share; within a batch it follows the order of arrival. Inserting follows the
     * order of keys: whoever inserts the same key waits for the other, and two who waited in turn would wait for ever.
     */
    private static final String INSERT = """
            with given as (
                select * from %2$s
            ), there as (
                select id from space where id = any (?) order by id for key share
            ), present as (
                select clock_timestamp() as now
            ), placed as (
                insert into request (id, space_id, space_name, account_id, account_name, status, priority, rank,
                                     input_kinds, payload, file_count, idempotency_key, body_hash, has_webhook,
                                     traceparent, last_seq, accepted_at)
                select g.id, g.space_id, g.space_name, g.account_id, g.account_name, %1$s, g.priority,
                       (extract(epoch from present.now) * 1000000)::bigint + g.place - g.head_start,
                       g.input_kinds, g.payload::json, g.file_count, g.idempotency_key, g.body_hash, g.has_webhook,
                       g.traceparent, 1, present.now
                from given g join there on there.id = g.space_id cross join present
                order by g.account_id, g.space_id, g.idempotency_key, g.place
                on conflict do nothing
                returning id, rank, accepted_at
            ), noted as (
                insert into request_event (request_id, seq, type, data, at)
                select id, 1, %1$s, '{}', accepted_at from placed
            )
            select id, rank, accepted_at from placed order by rank, id
            """.formatted(Transition.BEGINNING.sql(), GIVEN.tableWithPlace());

    private static final Columns<NewRequest> KEYED = new Columns<NewRequest>()
            .with("id", SqlType.UUID, NewRequest::id)
            .with("account_id", SqlType.UUID, NewRequest::accountId)
            .with("space_id", SqlType.UUID, NewRequest::spaceId)
            .with("idempotency_key", SqlType.TEXT, NewRequest::idempotencyKey);

    private static final String SUBMITTED_BEFORE = """
            select g.id as given_id, r.id, r.body_hash
            from %s join request r using (account_id, space_id, idempotency_key)
            """.formatted(KEYED.table());

    private static final Columns<NewRequest> WEBHOOKS = new Columns<NewRequest>()
            .with("request_id", SqlType.UUID, NewRequest::id)
            .with("account_id", SqlType.UUID, NewRequest::accountId)
            .with("url", SqlType.TEXT, request -> request.webhook().url())
            .with("secret", SqlType.TEXT, request -> request.webhook().secret());

    private static final String INSERT_WEBHOOKS = """
            insert into webhook (request_id, account_id, url, secret, state, attempts)
            select request_id, account_id, url, secret, 'pending', 0 from %s
            """.formatted(WEBHOOKS.table());

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
            KEYED.bind(select, 1, keyed);
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

    /** Inserts what can be inserted, in order. */
    List<Inserted> insert(List<NewRequest> requests) throws SQLException {
        var byId = byId(requests);
        var spaceIds = requests.stream().map(NewRequest::spaceId).collect(Collectors.toSet());
        var inserted = new ArrayList<Inserted>();
        try (var insert = connection.prepareStatement(INSERT)) {
            int next = GIVEN.bind(insert, 1, requests);
            insert.setArray(next, Sql.uuids(connection, spaceIds));
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
                request.spaceId(),
                request.accountId(),
                null,
                Transition.BEGINNING,
                rank,
                0,
                null,
                List.of(queued),
                null,
                null,
                request.traceparent());
    }

    void insertWebhooks(List<NewRequest> requests) throws SQLException {
        var told =
                requests.stream().filter(request -> request.webhook() != null).toList();
        if (told.isEmpty()) {
            return;
        }
        try (var insert = connection.prepareStatement(INSERT_WEBHOOKS)) {
            WEBHOOKS.bind(insert, 1, told);
            insert.executeUpdate();
        }
    }
}
