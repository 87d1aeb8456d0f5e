package dev.pulsegate.gateway.dispatch;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.RequestQueue;
import dev.pulsegate.gateway.queue.claim.Adopted;

/**
 * Passes to this process what workers had before they came back to it, by another connection or from another process.
 * Every method blocks.
 */
public final class Adoptions {

    private final UUID replica;
    private final RequestQueue queue;
    private final WorkerPool pool;
    private final GiveBack giveBack;

    Adoptions(UUID replica, RequestQueue queue, WorkerPool pool, GiveBack giveBack) {
        this.replica = replica;
        this.queue = queue;
        this.pool = pool;
        this.giveBack = giveBack;
    }

    /**
     * Takes over attempts for a worker that is about to be registered and names them.
     *
     * @return those that hold their requests: they are this process's from now on, whichever had them
     */
    public List<Adopted> adopt(Collection<Attempt> named, Set<UUID> spaceIds) throws SQLException {
        return named.isEmpty() ? List.of() : queue.adopt(replica, named, spaceIds);
    }

    /** Takes over an attempt that a registered worker names, if it holds its request. */
    public void adopt(Worker worker, Attempt named) throws SQLException {
        for (var adopted : adopt(List.of(named), pool.spacesOf(worker))) {
            if (!pool.adopt(worker, adopted)) {
                giveBack.lost(named, adopted.spaceId(), "the worker left");
            }
        }
    }
}
