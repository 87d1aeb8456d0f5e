package dev.pulsegate.gateway.file;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.gateway.file.link.FileLinks;
import dev.pulsegate.gateway.file.link.UploadGrant;
import dev.pulsegate.platform.id.Uuid7;

/** What requests do with files. */
@ApplicationScoped
public class RequestFiles {

    /** In the order of locks. A file that a request has is left to whoever lets that request go. */
    private static final String HOLD = "select " + FileRows.COLUMNS
            + " from file where id = any(?) and state = 'ready' and request_id is null order by id for update";

    private static final String USED = "select " + FileRows.COLUMNS
            + " from file where id = any(?) and state = 'ready' and request_id is not null";

    private static final String ATTACH = """
            update file f set request_id = g.request_id
            from unnest(?::uuid[], ?::uuid[]) as g (id, request_id) where f.id = g.id
            """;

    private final FilesConfig config;
    private final FileTable table;
    private final FileLinks links;
    private final Clock clock = Clock.systemUTC();

    RequestFiles(FilesConfig config, FileTable table, FileLinks links) {
        this.config = config;
        this.table = table;
        this.links = links;
    }

    /** Looks whether a request of this account may use these files, before anything is spent on it. */
    public Attachment check(List<UUID> fileIds, UUID accountId) {
        return judge(fileIds, accountId, fileIds.isEmpty() ? List.of() : table.find(fileIds));
    }

    /**
     * What is in files of an account, whatever has become of them.
     *
     * @return the SHA-256 of each, in order; empty if one of them is not there
     */
    public Optional<List<String>> contents(List<UUID> fileIds, UUID accountId) {
        var digests = new HashMap<UUID, String>();
        if (!fileIds.isEmpty()) {
            table.find(fileIds).stream()
                    .filter(file -> file.accountId().equals(accountId))
                    .forEach(file -> digests.put(file.id(), file.sha256()));
        }
        return digests.keySet().containsAll(fileIds)
                ? Optional.of(fileIds.stream().map(digests::get).toList())
                : Optional.empty();
    }

    /**
     * Locks the files that new requests would have, in the transaction that accepts them; nobody else gets or deletes them
     * until it ends.
     *
     * @return for each request, whether it can have its files
     */
    public Map<UUID, Attachment> hold(Connection connection, List<Wish> wishes) throws SQLException {
        var judged = new HashMap<UUID, Attachment>();
        if (wishes.isEmpty()) {
            return judged;
        }
        var wanted = wishes.stream()
                .flatMap(wish -> wish.fileIds().stream())
                .distinct()
                .toArray(UUID[]::new);
        var found = new ArrayList<>(FileRows.query(connection, HOLD, (Object) wanted));
        if (found.size() < wanted.length) {
            // Only to say why not.
            found.addAll(FileRows.query(connection, USED, (Object) wanted));
        }
        var given = new HashSet<UUID>();
        for (var wish : wishes) {
            var judgement = judge(wish.fileIds(), wish.accountId(), found);
            var taken = wish.fileIds().stream().filter(given::contains).findFirst();
            if (judgement instanceof Attachment.Attached && taken.isPresent()) {
                judgement = new Attachment.Unusable(taken.get(), "belongs to another request");
            }
            if (judgement instanceof Attachment.Attached) {
                given.addAll(wish.fileIds());
            }
            judged.put(wish.requestId(), judgement);
        }
        return judged;
    }

    /** Gives files that are held to the requests, in the same transaction. */
    public void attach(Connection connection, List<Wish> accepted) throws SQLException {
        if (accepted.isEmpty()) {
            return;
        }
        var fileIds = new ArrayList<UUID>();
        var requestIds = new ArrayList<UUID>();
        for (var wish : accepted) {
            for (var fileId : wish.fileIds()) {
                fileIds.add(fileId);
                requestIds.add(wish.requestId());
            }
        }
        FileRows.update(connection, ATTACH, fileIds.toArray(UUID[]::new), requestIds.toArray(UUID[]::new));
    }

    private Attachment judge(List<UUID> fileIds, UUID accountId, List<StoredFile> found) {
        var byId = found.stream().collect(Collectors.toMap(StoredFile::id, Function.identity(), (same, _) -> same));
        var seen = new HashSet<UUID>();
        for (var id : fileIds) {
            var file = byId.get(id);
            if (!seen.add(id)) {
                return new Attachment.Unusable(id, "is named twice");
            }
            // Another's file is answered like none at all: nobody learns which ids exist.
            if (file == null || !file.accountId().equals(accountId) || file.kind() == FileKind.RESULT) {
                return new Attachment.Unusable(id, "is not there; it may have expired");
            }
            if (file.requestId() != null) {
                return new Attachment.Unusable(id, "belongs to another request");
            }
            if (!clock.instant().isBefore(file.expiresAt())) {
                return new Attachment.Unusable(id, "has expired");
            }
        }
        return new Attachment.Attached(fileIds.stream().map(byId::get).toList());
    }

    /** The files of requests, inputs and results, in the order they were made; requests without files are left out. */
    public Map<UUID, List<StoredFile>> of(Connection connection, Collection<UUID> requestIds) throws SQLException {
        var files = FileRows.query(
                connection,
                "select " + FileRows.COLUMNS + " from file where request_id = any(?) and state = 'ready' order by id",
                (Object) requestIds.toArray(UUID[]::new));
        var byRequest = new HashMap<UUID, List<StoredFile>>();
        files.forEach(file -> byRequest
                .computeIfAbsent(file.requestId(), _ -> new ArrayList<>())
                .add(file));
        return byRequest;
    }

    /** Lets the files of requests go, in the transaction that prunes the requests. The cleaner does the rest. */
    public int release(Connection connection, Collection<UUID> requestIds) throws SQLException {
        return FileRows.update(connection, """
                update file set state = 'deleted' where id in (
                    select id from file where request_id = any(?) and state <> 'deleted' order by id for update)
                """, (Object) requestIds.toArray(UUID[]::new));
    }

    /** Where a worker can read a file, until then. */
    public URI downloadUrl(StoredFile file, Instant expiresAt) {
        return links.download(file.id(), expiresAt);
    }

    /**
     * Where a worker can put one result file, once, while the attempt holds its request. Costs nothing until it is
     * used: the leave is in the URL alone.
     *
     * @param expiresAt until when the upload may begin
     */
    public ResultUpload resultUpload(UUID requestId, int attempt, Instant expiresAt) {
        var grant = new UploadGrant(Uuid7.next(), requestId, attempt, expiresAt);
        var readableUntil = clock.instant().plus(config.resultUrlLifetime());
        return new ResultUpload(grant.fileId(), links.upload(grant), links.download(grant.fileId(), readableUntil));
    }

    /**
     * The files a request would have.
     *
     * @param requestId the request
     * @param accountId who asks
     * @param fileIds the files, at least one
     */
    public record Wish(UUID requestId, UUID accountId, List<UUID> fileIds) {

        /** Takes a copy. */
        public Wish {
            fileIds = List.copyOf(fileIds);
        }
    }

    /** Whether files could be given to a request. */
    public sealed interface Attachment {

        /** They could; in the order asked for. */
        record Attached(List<StoredFile> files) implements Attachment {}

        /**
         * They could not, and nothing is changed.
         *
         * @param fileId the first that could not
         * @param why why not, to follow "the file …" in a sentence
         */
        record Unusable(UUID fileId, String why) implements Attachment {}
    }

    /**
     * Where a result file goes.
     *
     * @param fileId the id it will have
     * @param putUrl where to put it
     * @param finalUrl where to read it afterwards
     */
    public record ResultUpload(UUID fileId, URI putUrl, URI finalUrl) {}
}
