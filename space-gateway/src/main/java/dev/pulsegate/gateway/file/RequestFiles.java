package dev.pulsegate.gateway.file;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
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

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

import dev.pulsegate.platform.transaction.Conflicts;

/**
 * Which files a request may have, and which it has. What takes a connection is done in the transaction that its caller has
 * begun there, and nothing of it lasts if that does not.
 */
@ApplicationScoped
public class RequestFiles {

    private static final String THERE = StoredFileMapper.SELECT_READY + "id = any(:ids)";

    /** In the order of locks. A file that a request has is left to whoever lets that request go. */
    private static final String HOLD = THERE + " and request_id is null order by id for update";

    private static final String USED = THERE + " and request_id is not null";

    private static final String ATTACH = """
            update file f set request_id = g.request_id
            from unnest(:files::uuid[], :requests::uuid[]) as g (id, request_id) where f.id = g.id
            """;

    private static final String OF = StoredFileMapper.SELECT_READY + "request_id = any(:ids) order by id";

    private static final String RELEASE = """
            update file set state = 'deleted' where id in (
                select id from file where request_id = any(:requests) and state <> 'deleted' order by id for update)
            """;

    private final Jdbi jdbi;
    private final Clock clock = Clock.systemUTC();

    public RequestFiles(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Looks whether a request of this account may use these files, before anything is spent on it. */
    public Attachment check(List<UUID> fileIds, UUID accountId) {
        return judge(fileIds, accountId, there(fileIds));
    }

    /**
     * What is in files of an account, whatever has become of them.
     *
     * @return the SHA-256 of each, in order; empty if one of them is not there
     */
    public Optional<List<String>> contents(List<UUID> fileIds, UUID accountId) {
        var digests = new HashMap<UUID, String>();
        there(fileIds).stream()
                .filter(file -> file.accountId().equals(accountId))
                .forEach(file -> digests.put(file.id(), file.sha256()));
        return digests.keySet().containsAll(fileIds)
                ? Optional.of(fileIds.stream().map(digests::get).toList())
                : Optional.empty();
    }

    private List<StoredFile> there(List<UUID> fileIds) {
        return fileIds.isEmpty()
                ? List.of()
                : Conflicts.retried(() -> jdbi.withHandle(handle -> list(handle, THERE, fileIds)));
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
        var wanted = wishes.stream().flatMap(wish -> wish.fileIds().stream()).collect(Collectors.toSet());
        var found = within(connection, handle -> {
            var files = new ArrayList<>(list(handle, HOLD, wanted));
            if (files.size() < wanted.size()) {
                // Only to say why not.
                files.addAll(list(handle, USED, wanted));
            }
            return files;
        });
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
        within(connection, handle -> handle.createUpdate(ATTACH)
                .bindArray("files", UUID.class, fileIds)
                .bindArray("requests", UUID.class, requestIds)
                .execute());
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
    public Map<UUID, List<StoredFile>> of(Collection<UUID> requestIds) {
        return jdbi.withHandle(handle -> list(handle, OF, requestIds)).stream()
                .collect(Collectors.groupingBy(StoredFile::requestId));
    }

    /** Lets the files of requests go, in the transaction that prunes the requests. The cleaner does the rest. */
    public int release(Connection connection, Collection<UUID> requestIds) throws SQLException {
        return within(connection, handle -> handle.createUpdate(RELEASE)
                .bindArray("requests", UUID.class, requestIds)
                .execute());
    }

    private static List<StoredFile> list(Handle handle, String sql, Collection<UUID> ids) {
        return handle.createQuery(sql)
                .bindArray("ids", UUID.class, ids)
                .map(new StoredFileMapper())
                .list();
    }

    /** Leaves the connection and its transaction to the caller, who tells failures by their SQLSTATE. */
    private static <T> T within(Connection connection, HandleCallback<T, RuntimeException> work) throws SQLException {
        try {
            return Jdbi.create(connection).withHandle(work);
        } catch (JdbiException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /**
     * The files a request would have.
     *
     * @param accountId who asks
     * @param fileIds the files, at least one
     */
    public record Wish(UUID requestId, UUID accountId, List<UUID> fileIds) {

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
}
