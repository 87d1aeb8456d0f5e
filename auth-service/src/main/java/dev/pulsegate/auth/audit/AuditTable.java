package dev.pulsegate.auth.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;

import dev.pulsegate.auth.sql.Updates;
import dev.pulsegate.contracts.AuditEvent;
import dev.pulsegate.platform.account.AccountNames;
import dev.pulsegate.platform.audit.Actor;
import dev.pulsegate.platform.audit.AuditOutcome;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.page.Page;

/** The rows of the audit log. Blocks. */
@ApplicationScoped
public class AuditTable {

    /** Events are counted so far, and paged: more than anybody reads page by page. */
    public static final int MOST_COUNTED = 10_000;

    private static final String INSERT = """
            insert into audit_event (id, happened_at, kept_as, service, action, outcome, actor_kind, actor_id, actor, actor_key,
                address, subject, subject_name, detail, times)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing
            """;

    private static final String MATCHING = """
            from audit_event where (?::text is null or actor_key = ?) and (?::text is null or action = ?)
                and (?::text is null or outcome = ?) and (?::timestamptz is null or happened_at >= ?)
                and (?::timestamptz is null or happened_at < ?)
            """;

    private static final String PAGE = "select * " + MATCHING + " order by happened_at desc, id desc limit ? offset ?";

    private static final String COUNT = "select count(*) from (select 1 " + MATCHING + " limit ?) as counted";

    private static final String FORGET_OLD = """
            delete from audit_event where id in (
                select id from audit_event where happened_at < now() - ? * interval '1 second' limit ?)
            """;

    private static final String FORGET_TOO_MANY = """
            delete from audit_event where id in (
                select id from audit_event where kept_as = ? order by happened_at desc, id desc limit ? offset ?)
            """;

    private final AgroalDataSource dataSource;
    private final Updates updates;

    AuditTable(@DataSource("auth") AgroalDataSource dataSource) {
        this.dataSource = dataSource;
        this.updates = new Updates(dataSource, "The audit log cannot be read or written");
    }

    /** Of what kind an event is when it comes to keeping it: each kind has room of its own. */
    enum KeptAs {
        /** Anybody can cause it. */
        REFUSED,
        /** Whoever has an account can. */
        PERSON,
        /** Only those who look after the installation can, or the services themselves. */
        ADMINISTRATOR;

        static KeptAs of(AuditEvent event) {
            if (!event.outcome().equals(AuditOutcome.SUCCEEDED.name())) {
                return REFUSED;
            }
            var kind = event.actorKind();
            return kind.equals(CallerKind.ADMINISTRATOR.name()) || kind.equals(Actor.SERVICE) ? ADMINISTRATOR : PERSON;
        }
    }

    /** Adds an event, as part of the present transaction if there is one; false if it was there. */
    boolean insert(AuditEvent event) {
        return 1
                == updates.run(INSERT, statement -> {
                    int at = 0;
                    statement.setObject(++at, event.messageId());
                    statement.setObject(++at, utc(event.happenedAt()));
                    statement.setString(++at, KeptAs.of(event).name());
                    statement.setString(++at, event.service());
                    statement.setString(++at, event.action());
                    statement.setString(++at, event.outcome());
                    statement.setString(++at, event.actorKind());
                    statement.setObject(++at, event.actorId());
                    statement.setString(++at, event.actor());
                    statement.setString(++at, AccountNames.keyOf(event.actor()));
                    statement.setString(++at, event.address());
                    statement.setString(++at, event.subject());
                    statement.setString(++at, event.subjectName());
                    statement.setString(++at, event.detail());
                    statement.setInt(++at, event.times());
                });
    }

    /** The events that match, the latest first. The total is counted to {@link #MOST_COUNTED}. */
    public Page<AuditEvent> page(AuditFilter filter, int page, int size) {
        try (var connection = dataSource.getConnection();
                var find = connection.prepareStatement(PAGE);
                var count = connection.prepareStatement(COUNT)) {
            int at = bind(filter, find);
            find.setInt(++at, size);
            find.setLong(++at, (long) page * size);
            count.setInt(bind(filter, count) + 1, MOST_COUNTED);
            try (var found = find.executeQuery();
                    var counted = count.executeQuery()) {
                var items = new ArrayList<AuditEvent>();
                while (found.next()) {
                    items.add(event(found));
                }
                counted.next();
                return new Page<>(items, page, size, counted.getLong(1));
            }
        } catch (SQLException e) {
            throw updates.failed(e);
        }
    }

    private static int bind(AuditFilter filter, PreparedStatement statement) throws SQLException {
        int at = 0;
        for (var text : texts(filter)) {
            statement.setString(++at, text);
            statement.setString(++at, text);
        }
        for (var time : new Instant[] {filter.since(), filter.until()}) {
            statement.setObject(++at, time == null ? null : utc(time));
            statement.setObject(++at, time == null ? null : utc(time));
        }
        return at;
    }

    private static List<String> texts(AuditFilter filter) {
        var texts = new ArrayList<String>();
        texts.add(filter.actor() == null ? null : AccountNames.keyOf(filter.actor()));
        texts.add(filter.action() == null ? null : filter.action().name());
        texts.add(filter.outcome() == null ? null : filter.outcome().name());
        return texts;
    }

    private static AuditEvent event(ResultSet row) throws SQLException {
        return new AuditEvent(
                row.getObject("id", UUID.class),
                row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                row.getString("service"),
                row.getString("action"),
                row.getString("outcome"),
                row.getString("actor_kind"),
                row.getObject("actor_id", UUID.class),
                row.getString("actor"),
                row.getString("address"),
                row.getString("subject"),
                row.getString("subject_name"),
                row.getString("detail"),
                row.getInt("times"));
    }

    /** Deletes some of those that are older and returns how many. */
    int forgetOlderThan(Duration age, int limit) {
        return updates.run(FORGET_OLD, statement -> {
            statement.setLong(1, age.toSeconds());
            statement.setInt(2, limit);
        });
    }

    /** Deletes some of those of a kind that come after so many later ones, and returns how many. */
    int forgetBeyond(int most, KeptAs kind, int limit) {
        return updates.run(FORGET_TOO_MANY, statement -> {
            statement.setString(1, kind.name());
            statement.setInt(2, limit);
            statement.setInt(3, most);
        });
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
