package dev.pulsegate.gateway.worker;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import dev.pulsegate.gateway.queue.claim.Adopted;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.worker.Admission.Decision;
import dev.pulsegate.gateway.worker.WorkerMessage.Register;
import dev.pulsegate.platform.socket.SocketClose;
import dev.pulsegate.platform.storage.DatabaseAway;
import dev.pulsegate.platform.token.Caller;

/**
 * What comes of a registration.
 *
 * @param decision whether the worker may serve the spaces
 * @param held what it had before and goes on with; nobody else has that from now on
 */
record Arrival(Decision decision, List<Adopted> held) {

    private static final Logger LOG = Logger.getLogger(Arrival.class);

    /** Finds it out; blocks. */
    static Arrival of(Register register, Optional<Caller> caller, WorkerDesk desk) {
        try {
            var decision = desk.admission().decide(register.spaces(), caller);
            return switch (decision) {
                case Decision.Admitted(var spaces) ->
                    new Arrival(decision, desk.dispatcher().adoptions().adopt(register.held(), ids(spaces)));
                case Decision.Refused _ -> new Arrival(decision, List.of());
            };
        } catch (SQLException | RuntimeException e) {
            if (DatabaseAway.isReasonOf(e)) {
                LOG.warnf("Whether a worker may register cannot be found out: %s", e);
            } else {
                LOG.errorf(e, "Whether a worker may register cannot be found out");
            }
            return new Arrival(
                    new Decision.Refused(SocketClose.INTERNAL_ERROR, "This cannot be found out now; try again."),
                    List.of());
        }
    }

    static Set<UUID> ids(List<Space> spaces) {
        return spaces.stream().map(Space::id).collect(Collectors.toSet());
    }
}
