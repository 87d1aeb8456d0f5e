package dev.pulsegate.gateway.queue;

import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

import dev.pulsegate.gateway.space.QueueRules;
import dev.pulsegate.gateway.space.Space;

/**
 * What happens to requests without their worker's doing: people cancel them or put them back, they wait for too long, or
 * the gateway process of their worker is gone. Every method blocks on the database.
 */
public final class RequestTransitions {

    private final BulkTransition bulk;

    /**
     * @param listener is told of every change made here
     */
    public RequestTransitions(DataSource dataSource, QueueListener listener) {
        this.bulk = new BulkTransition(dataSource, listener);
    }

    /**
     * Cancels a request.
     *
     * @param failure what its owner is told: a JSON object
     * @return what changed; empty if it had come to its end before, or is not there
     */
    public Optional<Change> cancel(UUID requestId, String failure, Witness witness) throws SQLException {
        return bulk.apply(Transition.CANCEL, new RequestCondition("r.id = ?", requestId), failure, witness).stream()
                .findFirst();
    }

    /**
     * Takes a request from its worker and puts it back into the queue, in its old place.
     *
     * @param reason why, in words
     * @return what changed; empty if no worker has it
     */
    public Optional<Change> requeue(UUID requestId, String reason, Witness witness) throws SQLException {
        return bulk
                .requeue(
                        new RequestCondition("r.id = ?", requestId),
                        Failures.reason(reason),
                        RequeueCause.ADMINISTRATOR,
                        witness)
                .stream()
                .findFirst();
    }

    /** Cancels all of a space's requests that have not come to their end; returns how many. */
    public int cancelAll(UUID spaceId, String failure) throws SQLException {
        return bulk.applyToAll(Transition.CANCEL, new RequestCondition("r.space_id = ?", spaceId), failure);
    }

    /** Cancels what waits in spaces that are gone; returns how many. */
    public int cancelOrphans(String failure) throws SQLException {
        var inSpacesGone = new RequestCondition("r.status = " + RequestState.QUEUED.sql()
                + " and not exists (select from space s where s.id = r.space_id)");
        return bulk.applyToAll(Transition.CANCEL, inSpacesGone, failure);
    }

    /**
     * Lets expire what has waited in a space for longer than it may; returns how many. A rank lies behind the time of
     * acceptance by what the lowest priority costs at most, so only the beginning of the queue has to be looked at.
     */
    public int expireWaiting(Space space) throws SQLException {
        var rules = space.rules();
        var tooOld = new RequestCondition(
                "r.space_id = ? and r.status = " + RequestState.QUEUED.sql()
                        + " and r.accepted_at < now() - ? * interval '1 second'"
                        + " and r.rank < (extract(epoch from now()) * 1000000)::bigint - ?",
                space.id(),
                rules.maxWait().toSeconds(),
                rules.maxWait().toNanos() / 1000 + rules.headStartMicros(QueueRules.LOWEST_PRIORITY));
        return bulk.applyToAll(Transition.EXPIRE, tooOld, Failures.WAITED_TOO_LONG);
    }

    /** Puts back what the workers of a gateway process had that has stopped; it costs no attempt. Returns how many. */
    public int takeBack(UUID replica) throws SQLException {
        return bulk.undoAll(
                new RequestCondition("r.replica = ?", replica),
                Failures.reason("the gateway the worker was connected to has stopped"),
                RequeueCause.GATEWAY_STOPPED);
    }

    /** Puts back what the workers of a dead gateway process had; what has had its attempts fails. Returns how many. */
    public int takeOver(UUID replica) throws SQLException {
        var reason = "the gateway the worker was connected to is gone";
        var limit = "(select s.attempt_limit from space s where s.id = r.space_id)";
        int failed = bulk.applyToAll(
                Transition.FAIL,
                new RequestCondition("r.replica = ? and r.attempt >= " + limit, replica),
                Failures.of("attempts_exhausted", "Handed over as often as it may be; the last time " + reason + "."));
        return failed
                + bulk.requeueAll(
                        new RequestCondition("r.replica = ?", replica),
                        Failures.reason(reason),
                        RequeueCause.GATEWAY_LOST);
    }
}
