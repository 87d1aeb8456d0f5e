package dev.pulsegate.gateway.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import jakarta.enterprise.context.ApplicationScoped;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/** Webhooks in the database. Every method blocks. */
@ApplicationScoped
public class WebhookTable {

    /**
     * Takes what is due: the oldest of each account, the first of each before the second of any, within the shares of hosts
     * and accounts. The accounts are found by one step in the index each, however much each has waiting. Whoever takes one
     * has it for a while; if that process dies, another takes it.
     */
    private static final String TAKE_DUE = """
            with recursive account (id) as (
                (select account_id from webhook where state = 'pending' and due_at is not null
                 order by account_id limit 1)
                union all
                select (select w.account_id from webhook w
                        where w.state = 'pending' and w.due_at is not null and w.account_id > a.id
                        order by w.account_id limit 1)
                from account a where a.id is not null
            ), host_busy as (
                select * from unnest(:busyHosts::text[], :hostCounts::int[]) as h (host, count)
            ), account_busy as (
                select * from unnest(:busyAccounts::uuid[], :accountCounts::int[]) as a (id, count)
            ), of_account as (
                select w.*, row_number() over (partition by w.account_id order by w.due_at, w.request_id)
                            + coalesce(b.count, 0) as account_place
                from account a
                left join account_busy b on b.id = a.id
                cross join lateral (
                    select request_id, account_id, host, due_at from webhook
                    where account_id = a.id and state = 'pending' and due_at <= clock_timestamp()
                        and attempts < :mostAttempts
                        and host not in (select host from host_busy where count >= :perHost)
                    order by due_at limit :perAccount
                ) w
            ), of_host as (
                select a.*, row_number() over (partition by a.host order by a.account_place, a.due_at)
                            + coalesce(b.count, 0) as host_place
                from of_account a left join host_busy b on b.host = a.host
                where a.account_place <= :perAccount
            ), chosen as (
                select request_id from of_host where host_place <= :perHost order by account_place, due_at
                limit :free
            ), held as (
                select w.request_id from webhook w join chosen c on c.request_id = w.request_id
                where w.state = 'pending' and w.due_at <= clock_timestamp()
                for update of w skip locked
            ), taken as (
                update webhook w set attempts = w.attempts + 1,
                    due_at = clock_timestamp() + :holdMillis * interval '1 millisecond'
                from held where w.request_id = held.request_id
                returning w.*
            )
            select w.request_id, w.account_id, w.host, w.url, w.secret, w.attempts, r.space_id, r.space_name, r.status,
                   r.accepted_at, r.finished_at, r.result, r.failure, r.traceparent
            from taken w join request r on r.id = w.request_id
            """;

    /** Of a process that died, or could not write down what came of the last attempt. */
    private static final String GIVE_UP_EXHAUSTED = """
            update webhook set state = 'failed', due_at = null, last_error = coalesce(last_error, 'no answer was seen')
            where state = 'pending' and due_at <= clock_timestamp() and attempts >= :mostAttempts
            """;

    private static final String STANDING = """
            select state, attempts, due_at, delivered_at, last_error from webhook where request_id = :request
            """;

    private static final String DELIVERED = """
            update webhook set state = 'delivered', due_at = null, delivered_at = clock_timestamp(), last_error = null
            where request_id = :request
            """;

    private static final String FAILED =
            "update webhook set state = 'failed', due_at = null, last_error = :error where request_id = :request";

    private static final String LATER = """
            update webhook set last_error = :error,
                due_at = clock_timestamp() + :pauseMillis * interval '1 millisecond'
            where request_id = :request
            """;

    private final Jdbi jdbi;

    WebhookTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Takes what is due and was not tried too often, for so long. */
    List<DueWebhook> takeDue(Shares.Room room, int mostAttempts, Duration hold) {
        if (room.free() <= 0) {
            return List.of();
        }
        // Keys and values of one map come in the same order.
        return jdbi.withHandle(handle -> handle.createQuery(TAKE_DUE)
                .bindArray("busyHosts", String.class, room.byHost().keySet())
                .bindArray("hostCounts", Integer.class, room.byHost().values())
                .bindArray("busyAccounts", UUID.class, room.byAccount().keySet())
                .bindArray("accountCounts", Integer.class, room.byAccount().values())
                .bind("mostAttempts", mostAttempts)
                .bind("perHost", room.perHost())
                .bind("perAccount", room.perAccount())
                .bind("free", room.free())
                .bind("holdMillis", hold.toMillis())
                .map((row, _) -> due(row))
                .list());
    }

    private static DueWebhook due(ResultSet row) throws SQLException {
        return new DueWebhook(
                row.getObject("request_id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getString("host"),
                row.getString("url"),
                row.getString("secret"),
                row.getInt("attempts"),
                row.getObject("space_id", UUID.class),
                row.getString("space_name"),
                row.getString("status"),
                instant(row, "accepted_at"),
                instant(row, "finished_at"),
                row.getString("result"),
                row.getString("failure"),
                row.getString("traceparent"));
    }

    /** Gives up what was tried often enough without anybody saying what came of it. */
    void giveUpExhausted(int mostAttempts) {
        update(GIVE_UP_EXHAUSTED, update -> update.bind("mostAttempts", mostAttempts));
    }

    /** How the webhook of a request stands; empty if it has none. */
    public Optional<WebhookStanding> standing(UUID requestId) {
        return jdbi.withHandle(handle -> handle.createQuery(STANDING)
                .bind("request", requestId)
                .map((row, _) -> standing(row))
                .findOne());
    }

    private static WebhookStanding standing(ResultSet row) throws SQLException {
        return new WebhookStanding(
                row.getString("state"),
                row.getInt("attempts"),
                instant(row, "due_at"),
                instant(row, "delivered_at"),
                row.getString("last_error"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        var timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }

    void delivered(UUID requestId) {
        update(DELIVERED, update -> update.bind("request", requestId));
    }

    void failed(UUID requestId, String error) {
        update(FAILED, update -> update.bind("request", requestId).bind("error", error));
    }

    void later(UUID requestId, String error, Duration pause) {
        update(
                LATER,
                update -> update.bind("request", requestId).bind("error", error).bind("pauseMillis", pause.toMillis()));
    }

    private void update(String sql, UnaryOperator<Update> bound) {
        jdbi.useHandle(handle -> bound.apply(handle.createUpdate(sql)).execute());
    }
}
