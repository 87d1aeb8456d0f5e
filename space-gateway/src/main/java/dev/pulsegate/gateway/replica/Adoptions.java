package dev.pulsegate.gateway.replica;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.pulsegate.gateway.dispatch.Dispatcher;
import dev.pulsegate.gateway.dispatch.RegisteredWorker;
import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.claim.Adopted;
import dev.pulsegate.gateway.queue.claim.RequestClaims;

/**
 * Passes to this process what workers had before they came back to it, by another connection or from another process: the
 * one half of taking over. What no worker speaks for is put back by {@link TakeOver}. Every method blocks.
 */
public final class Adoptions {

    private final UUID replica;
    private final RequestClaims claims;
    private final Dispatcher dispatcher;

    public Adoptions(UUID replica, RequestClaims claims, Dispatcher dispatcher) {
        this.replica = replica;
        this.claims = claims;
        this.dispatcher = dispatcher;
    }

    /**
     * Adopts attempts for a worker that is about to register and names them.
     *
     * @return those that hold their requests: they are this process's from now on, whichever had them
     */
    public List<Adopted> adopt(Collection<Attempt> named, Set<UUID> spaceIds) throws SQLException {
        return named.isEmpty() ? List.of() : claims.adopt(replica, named, spaceIds);
    }

    /** Adopts an attempt that a registered worker names, if it holds its request. */
    public void adopt(RegisteredWorker worker, Attempt named) throws SQLException {
        adopt(List.of(named), dispatcher.spacesOf(worker)).forEach(adopted -> dispatcher.adopt(worker, adopted));
    }
}
