package dev.pulsegate.gateway.replica;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.pulsegate.gateway.dispatch.Dispatcher;
import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.read.RequestReader;

/**
 * Compares what the workers of this process have with what the database says they have: a connection to it may break
 * after a commit and before the answer. Only what differs twice in a row is acted upon, as both change all the time.
 */
public final class Reconciler {

    private final UUID replica;
    private final RequestReader reader;
    private final Dispatcher dispatcher;
    private Set<Attempt> unknownHere = Set.of();
    private Set<Attempt> unknownThere = Set.of();

    public Reconciler(UUID replica, RequestReader reader, Dispatcher dispatcher) {
        this.replica = replica;
        this.reader = reader;
        this.dispatcher = dispatcher;
    }

    public void reconcile() throws SQLException {
        var here = dispatcher.attempts();
        var there = reader.heldBy(replica);
        unknownHere = requeueLost(there, here);
        unknownThere = forgetEnded(here, there.keySet());
    }

    private Set<Attempt> requeueLost(Map<Attempt, UUID> there, Set<Attempt> here) {
        var lost = new HashSet<>(there.keySet());
        lost.removeAll(here);
        for (var attempt : lost) {
            if (unknownHere.contains(attempt)) {
                dispatcher.requeueLost(attempt, there.get(attempt));
            }
        }
        return lost;
    }

    private Set<Attempt> forgetEnded(Set<Attempt> here, Set<Attempt> there) {
        var ended = new HashSet<>(here);
        ended.removeAll(there);
        ended.stream().filter(unknownThere::contains).forEach(dispatcher::forget);
        return ended;
    }
}
