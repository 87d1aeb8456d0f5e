package dev.pulsegate.gateway.queue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

import dev.pulsegate.gateway.file.RequestFiles;
import dev.pulsegate.gateway.queue.accept.Acceptance;
import dev.pulsegate.gateway.queue.accept.NewRequest;
import dev.pulsegate.gateway.queue.accept.NewRequest.Idempotency;
import dev.pulsegate.gateway.queue.claim.Claim;
import dev.pulsegate.gateway.queue.claim.ClaimRequest;
import dev.pulsegate.gateway.queue.read.StoredRequest;
import dev.pulsegate.gateway.queue.report.Report;
import dev.pulsegate.gateway.queue.report.ReportOutcome;
import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.space.QueueRules;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.space.WorkerAccess;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.task.Supervision;

/** A queue on a test's database, and what a test does to it. */
public final class TestQueue implements AutoCloseable {

    public static final RequestQueue.Limits LIMITS = new RequestQueue.Limits(1 << 24, Duration.ofSeconds(10), 1 << 24);

    public static final QueueRules RULES = new QueueRules(
            true,
            3,
            Duration.ofMinutes(2),
            Duration.ofDays(1),
            10_000,
            0,
            Duration.ZERO,
            0,
            0,
            5,
            Duration.ofMinutes(1));

    public final UUID replica = UUID.randomUUID();
    public final UUID account = UUID.randomUUID();
    public final List<Change> changes = Collections.synchronizedList(new ArrayList<>());
    public final RequestFiles files;
    public final RequestQueue queue;
    public final ChangeBus bus = new ChangeBus(new Supervision());
    private final TestDatabase database;

    public TestQueue(TestDatabase database) {
        this.database = database;
        this.files = new RequestFiles(database.jdbi());
        this.queue = new RequestQueue(
                database.dataSource(),
                LIMITS,
                files,
                told -> {
                    changes.addAll(told);
                    bus.changed(told);
                },
                new Supervision());
        queue.start();
    }

    public Space space() {
        return space(RULES);
    }

    public Space space(QueueRules rules) {
        var id = Uuid7.next();
        var name = "space-" + id;
        database.update("""
                insert into space values ('%s', 0, '%s', '', null, true, 'OPEN', %s, 15, '{}', %d, %d, %d, %d, %d, %d,
                    %d, %d, %d, now(), now())
                """.formatted(
                        id,
                        name,
                        rules.queueWithoutWorkers(),
                        rules.attemptLimit(),
                        Math.max(1, rules.deadline().toSeconds()),
                        rules.maxWait().toSeconds(),
                        rules.queueLimit(),
                        rules.cooldown().toSeconds(),
                        rules.dailyQuota(),
                        rules.userPriority(),
                        rules.adminPriority(),
                        rules.priorityAgeing().toSeconds()));
        return new Space(
                id,
                0,
                name,
                "",
                null,
                true,
                InputKind.of(InputKind.ALL),
                Map.of(),
                WorkerAccess.OPEN,
                List.of(),
                rules,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    public NewRequest request(Space space) {
        return request(space, 0, InputKind.PROMPT.bit());
    }

    public NewRequest request(Space space, int priority, int inputKinds) {
        return new NewRequest(
                Uuid7.next(),
                space,
                account,
                "ada",
                priority,
                inputKinds,
                "{\"prompt\":\"hello\"}",
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    NewRequest keyed(Space space, String key, String hash) {
        return keyed(space, new Idempotency(key, hash, "former " + hash));
    }

    NewRequest keyed(Space space, Idempotency idempotency) {
        return changed(request(space), idempotency);
    }

    private static NewRequest changed(NewRequest request, Idempotency idempotency) {
        return new NewRequest(
                request.id(),
                request.space(),
                request.accountId(),
                request.accountName(),
                request.priority(),
                request.inputKinds(),
                request.payload(),
                List.of(),
                Optional.of(idempotency),
                Optional.empty());
    }

    /** A file that the account has sent and no request has. */
    UUID file() {
        var id = Uuid7.next();
        database.update("""
                insert into file (id, account_id, kind, name, content_type, size_bytes, sha256, store_key, state,
                                  created_at, expires_at)
                values ('%1$s', '%2$s', 'file', 'a.txt', 'text/plain', 1, '%3$s', '%1$s', 'ready', now(),
                        now() + interval '1 hour')
                """.formatted(id, account, "0".repeat(64)));
        return id;
    }

    static NewRequest with(UUID file, NewRequest request) {
        return new NewRequest(
                request.id(),
                request.space(),
                request.accountId(),
                request.accountName(),
                request.priority(),
                request.inputKinds(),
                request.payload(),
                List.of(file),
                request.idempotency(),
                request.webhook());
    }

    Acceptance accept(NewRequest request) {
        return queue.accept(request).join();
    }

    public UUID accepted(Space space) {
        return accepted(request(space));
    }

    public UUID accepted(NewRequest request) {
        if (accept(request) instanceof Acceptance.Accepted(var id, var position)) {
            return id;
        }
        throw new AssertionError("not accepted");
    }

    public List<Claim> claim(Space space, int count) throws SQLException {
        return claim(space, count, wanted -> wanted);
    }

    List<Claim> claim(Space space, int count, UnaryOperator<ClaimRequest> otherwise) throws SQLException {
        return queue.claim(otherwise.apply(new ClaimRequest(
                space.id(), replica, 0, Long.MIN_VALUE, count, space.rules().deadline())));
    }

    Attempt claimOne(Space space) throws SQLException {
        return claim(space, 1).getFirst().attempt();
    }

    ReportOutcome report(Report report) {
        return queue.report(report).orElseThrow().join();
    }

    public StoredRequest stored(UUID id) throws SQLException {
        return queue.reader().find(id).orElseThrow();
    }

    public List<String> eventTypes(UUID id) throws SQLException {
        return queue.reader().events(id, 0, 1000).stream()
                .map(event -> event.type().wireName())
                .toList();
    }

    @Override
    public void close() {
        queue.close();
    }
}
