package dev.pulsegate.gateway.queue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

import dev.pulsegate.gateway.file.RequestFiles;
import dev.pulsegate.gateway.queue.accept.Acceptance;
import dev.pulsegate.gateway.queue.accept.NewRequest;
import dev.pulsegate.gateway.queue.accept.NewRequest.Idempotency;
import dev.pulsegate.gateway.queue.accept.RequestAcceptor;
import dev.pulsegate.gateway.queue.claim.Claim;
import dev.pulsegate.gateway.queue.claim.ClaimRequest;
import dev.pulsegate.gateway.queue.claim.RequestClaims;
import dev.pulsegate.gateway.queue.read.RequestReader;
import dev.pulsegate.gateway.queue.read.StoredRequest;
import dev.pulsegate.gateway.queue.report.AttemptReports;
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

    public static final RequestAcceptor.Limits LIMITS = new RequestAcceptor.Limits(1 << 24, Duration.ofSeconds(10));
    private static final long MOST_REPORTED_BYTES = 1 << 24;

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
    public final ChangeBus bus = new ChangeBus(new Supervision());
    public final QueueLengths lengths;
    public final RequestAcceptor acceptor;
    public final RequestClaims claims;
    public final AttemptReports reports;
    public final RequestTransitions transitions;
    public final RequestReader reader;
    public final Pruning pruning;
    private final TestDatabase database;

    public TestQueue(TestDatabase database) {
        var dataSource = database.dataSource();
        var jdbi = database.jdbi();
        this.database = database;
        this.files = new RequestFiles(jdbi);
        this.lengths = new QueueLengths(jdbi);
        bus.add(lengths);
        bus.add(changes::addAll);
        this.acceptor = new RequestAcceptor(dataSource, jdbi, LIMITS, lengths, files, bus, new Supervision());
        this.claims = new RequestClaims(jdbi, bus);
        this.reports = new AttemptReports(dataSource, MOST_REPORTED_BYTES, bus, new Supervision());
        this.transitions = new RequestTransitions(dataSource, bus);
        this.reader = new RequestReader(jdbi);
        this.pruning = new Pruning(dataSource, files);
        acceptor.start();
        reports.start();
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
                null,
                null,
                null);
    }

    /** One that is traced: this span takes it in. */
    public NewRequest traced(Space space, String traceparent) {
        return request(space, null, traceparent);
    }

    public NewRequest keyed(Space space, String key, String hash) {
        return keyed(space, new Idempotency(key, hash, "former " + hash));
    }

    public NewRequest keyed(Space space, Idempotency idempotency) {
        return request(space, idempotency, null);
    }

    private NewRequest request(Space space, Idempotency idempotency, String traceparent) {
        var request = request(space);
        return new NewRequest(
                request.id(),
                request.space(),
                request.accountId(),
                request.accountName(),
                request.priority(),
                request.inputKinds(),
                request.payload(),
                List.of(),
                idempotency,
                null,
                traceparent);
    }

    /** A file that the account has sent and no request has. */
    public UUID file() {
        var id = Uuid7.next();
        database.update("""
                insert into file (id, account_id, kind, name, content_type, size_bytes, sha256, store_key, state,
                                  created_at, expires_at)
                values ('%1$s', '%2$s', 'file', 'a.txt', 'text/plain', 1, '%3$s', '%1$s', 'ready', now(),
                        now() + interval '1 hour')
                """.formatted(id, account, "0".repeat(64)));
        return id;
    }

    public static NewRequest with(UUID file, NewRequest request) {
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
                request.webhook(),
                request.traceparent());
    }

    public Acceptance accept(NewRequest request) {
        return acceptor.accept(request).join();
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

    public List<Claim> claim(Space space, int count, UnaryOperator<ClaimRequest> otherwise) throws SQLException {
        return claims.claim(otherwise.apply(new ClaimRequest(
                space.id(), replica, 0, Long.MIN_VALUE, count, space.rules().deadline())));
    }

    public Attempt claimOne(Space space) throws SQLException {
        return claim(space, 1).getFirst().attempt();
    }

    public ReportOutcome report(Report report) {
        return reports.report(report).orElseThrow().join();
    }

    public StoredRequest stored(UUID id) throws SQLException {
        return reader.find(id).orElseThrow();
    }

    public List<String> eventTypes(UUID id) throws SQLException {
        return reader.events(id, 0, 1000).stream()
                .map(event -> event.type().wireName())
                .toList();
    }

    @Override
    public void close() {
        acceptor.close();
        reports.close();
    }
}
