package dev.pulsegate.socketio.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;

/** The answers one socket is waited for. May be used by any thread. */
final class PendingAcks {

    private final int most;
    private final Map<Long, CompletableFuture<List<JsonNode>>> pending = new HashMap<>();
    private long nextId;
    private boolean closed;

    PendingAcks(int most) {
        this.most = most;
    }

    /**
     * Begins to wait.
     *
     * @return the id the answer will carry
     * @throws AckException if too many are waited for, or none any more
     */
    synchronized long add(CompletableFuture<List<JsonNode>> answer) {
        if (closed) {
            throw new AckException(AckException.Reason.DISCONNECTED);
        }
        if (pending.size() >= most) {
            throw new AckException(AckException.Reason.TOO_MANY_PENDING);
        }
        long id = nextId++;
        pending.put(id, answer);
        return id;
    }

    /** Ends the waiting for one answer; it is nobody else's then. Empty if it is not waited for. */
    synchronized Optional<CompletableFuture<List<JsonNode>>> take(long id) {
        return Optional.ofNullable(pending.remove(id));
    }

    /** Ends all waiting for good. */
    synchronized List<CompletableFuture<List<JsonNode>>> close() {
        closed = true;
        var all = List.copyOf(pending.values());
        pending.clear();
        return all;
    }
}
