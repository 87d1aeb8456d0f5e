package dev.pulsegate.gateway.queue.accept;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

import dev.pulsegate.gateway.file.RequestFiles;
import dev.pulsegate.gateway.file.RequestFiles.Attachment;
import dev.pulsegate.gateway.file.RequestFiles.Wish;
import dev.pulsegate.gateway.queue.GroupCommit;
import dev.pulsegate.gateway.queue.QueueLengths;
import dev.pulsegate.gateway.queue.Sql;
import dev.pulsegate.gateway.space.QueueRules;

/**
 * Accepts a batch of requests in one transaction. What was submitted before under the same key is found first, then
 * cooldowns, quotas and the queue's limit are looked at, and only what is really inserted is counted against them.
 */
final class AcceptTransaction {

    /** When to ask again while the queue is full: nobody can know, so not too soon and not too late. */
    private static final Duration FULL_RETRY = Duration.ofSeconds(5);

    private final DataSource dataSource;
    private final QueueLengths lengths;
    private final RequestFiles files;
    private final Clock clock;

    AcceptTransaction(DataSource dataSource, QueueLengths lengths, RequestFiles files, Clock clock) {
        this.dataSource = dataSource;
        this.lengths = lengths;
        this.files = files;
        this.clock = clock;
    }

    /** What two submissions have in common that are to be one request. */
    private record SharedKey(UUID accountId, UUID spaceId, String key) {

        static Optional<SharedKey> of(NewRequest request) {
            return Optional.ofNullable(request.idempotencyKey())
                    .map(key -> new SharedKey(request.accountId(), request.spaceId(), key));
        }
    }

    /** See {@link GroupCommit.Transaction#run}. */
    GroupCommit.Committed<Acceptance> run(List<NewRequest> requests, boolean again) throws SQLException {
        var done = Sql.inTransaction(dataSource, connection -> {
            var batch = new AcceptBatch(requests);
            return new Done(batch, accept(connection, batch, again));
        });
        var batch = done.batch();
        for (var each : done.inserted()) {
            var spaceId = each.request().spaceId();
            batch.settle(
                    each.request(),
                    new Acceptance.Accepted(each.request().id(), lengths.of(spaceId) + batch.next(spaceId)));
        }
        return new GroupCommit.Committed<>(
                batch.inOrder(),
                done.inserted().stream().map(AcceptSql.Inserted::change).toList());
    }

    /** What a transaction did: what is settled already, and what was inserted and is settled by that. */
    private record Done(AcceptBatch batch, List<AcceptSql.Inserted> inserted) {}

    private List<AcceptSql.Inserted> accept(Connection connection, AcceptBatch batch, boolean again)
            throws SQLException {
        var sql = new AcceptSql(connection);
        var usage = new UsageSql(connection);
        if (again) {
            settleCommittedBefore(sql, batch);
        }
        settleRepeated(sql, batch);
        var now = clock.instant();
        var usages = usage.lock(batch.limitedAskers());
        var admitted = admit(batch, new HashMap<>(usages), now);
        settleWithoutFiles(sql, batch, admitted, holdFiles(connection, admitted));
        if (admitted.isEmpty()) {
            return List.of();
        }
        var inserted = sql.insert(admitted);
        settleNotInserted(sql, batch, admitted, inserted);
        var accepted = inserted.stream().map(AcceptSql.Inserted::request).toList();
        files.attach(connection, wishes(accepted));
        usage.write(usagesAfter(accepted, usages, now));
        sql.insertWebhooks(accepted);
        return inserted;
    }

    private static void settleCommittedBefore(AcceptSql sql, AcceptBatch batch) throws SQLException {
        var there = sql.existing(batch.open().stream().map(NewRequest::id).toList());
        for (var request : batch.open()) {
            if (there.contains(request.id())) {
                batch.settle(request, new Acceptance.Accepted(request.id(), 1));
            }
        }
    }

    private static void settleRepeated(AcceptSql sql, AcceptBatch batch) throws SQLException {
        settleRepeated(sql, batch, batch.open());
        var first = new HashMap<SharedKey, NewRequest>();
        for (var request : batch.open()) {
            SharedKey.of(request)
                    .map(key -> first.putIfAbsent(key, request))
                    .ifPresent(earlier -> batch.follow(request, earlier));
        }
    }

    private static Acceptance compare(AcceptSql.Earlier earlier) {
        return earlier.request().idempotency().isOf(earlier.bodyHash())
                ? new Acceptance.Repeated(earlier.requestId())
                : new Acceptance.KeyReused();
    }

    private List<NewRequest> admit(AcceptBatch batch, Map<Asker, Usage> usages, Instant now) {
        var admitted = new ArrayList<NewRequest>();
        var queued = new HashMap<UUID, Long>();
        var own = new HashMap<Asker, Long>();
        for (var request : batch.open()) {
            var asker = Asker.of(request);
            var rules = request.space().rules();
            long length = queued.computeIfAbsent(asker.spaceId(), lengths::of);
            long ownLength = own.computeIfAbsent(asker, each -> lengths.of(each.spaceId(), each.accountId()));
            var usage = usages.getOrDefault(asker, Usage.none());
            var refusal = usage.refusal(rules, now).or(() -> noRoom(rules, length, ownLength));
            if (refusal.isPresent()) {
                batch.settle(request, refusal.get());
            } else {
                usages.put(asker, usage.andOne(now));
                queued.put(asker.spaceId(), length + 1);
                own.put(asker, ownLength + 1);
                admitted.add(request);
            }
        }
        return admitted;
    }

    private static Optional<Acceptance> noRoom(QueueRules rules, long length, long ownLength) {
        if (ownLength >= rules.accountShare()) {
            return Optional.of(new Acceptance.ShareFull(rules.accountShare(), FULL_RETRY));
        }
        return length < rules.queueLimit()
                ? Optional.empty()
                : Optional.of(new Acceptance.QueueFull(rules.queueLimit(), FULL_RETRY));
    }

    /** Holds the files of requests; for each request that cannot have its files, says why not. */
    private Map<UUID, String> holdFiles(Connection connection, List<NewRequest> requests) throws SQLException {
        var problems = new HashMap<UUID, String>();
        files.hold(connection, wishes(requests)).forEach((requestId, judged) -> {
            if (judged instanceof Attachment.Unusable(var fileId, var why)) {
                problems.put(requestId, "The file " + fileId + " " + why + ".");
            }
        });
        return problems;
    }

    private static List<Wish> wishes(List<NewRequest> requests) {
        return requests.stream()
                .filter(request -> !request.files().isEmpty())
                .map(request -> new Wish(request.id(), request.accountId(), request.files()))
                .toList();
    }

    /** The same may have been accepted with these files while this transaction waited for them. */
    private static void settleWithoutFiles(
            AcceptSql sql, AcceptBatch batch, List<NewRequest> admitted, Map<UUID, String> unusable)
            throws SQLException {
        if (unusable.isEmpty()) {
            return;
        }
        var without = admitted.stream()
                .filter(request -> unusable.containsKey(request.id()))
                .toList();
        admitted.removeAll(without);
        settleRepeated(sql, batch, without)
                .forEach(request -> batch.settle(request, new Acceptance.FilesUnusable(unusable.get(request.id()))));
    }

    /** Another replica may have accepted the same at the same time, or deleted the space. */
    private static void settleNotInserted(
            AcceptSql sql, AcceptBatch batch, List<NewRequest> admitted, List<AcceptSql.Inserted> inserted)
            throws SQLException {
        if (inserted.size() == admitted.size()) {
            return;
        }
        var missing = new ArrayList<>(admitted);
        missing.removeAll(inserted.stream().map(AcceptSql.Inserted::request).toList());
        settleRepeated(sql, batch, missing).forEach(request -> batch.settle(request, new Acceptance.NoSuchSpace()));
    }

    /** Settles those that were accepted before under their key; returns the others. */
    private static List<NewRequest> settleRepeated(AcceptSql sql, AcceptBatch batch, List<NewRequest> requests)
            throws SQLException {
        var others = new ArrayList<>(requests);
        var keyed = requests.stream()
                .filter(request -> request.idempotency() != null)
                .toList();
        for (var earlier : sql.submittedBefore(keyed)) {
            batch.settle(earlier.request(), compare(earlier));
            others.remove(earlier.request());
        }
        return others;
    }

    private static Map<Asker, Usage> usagesAfter(List<NewRequest> accepted, Map<Asker, Usage> before, Instant now) {
        var after = new LinkedHashMap<Asker, Usage>();
        for (var request : accepted) {
            var asker = Asker.of(request);
            if (before.containsKey(asker)) {
                after.merge(asker, before.get(asker).andOne(now), (usage, ignored) -> usage.andOne(now));
            }
        }
        return after;
    }
}
