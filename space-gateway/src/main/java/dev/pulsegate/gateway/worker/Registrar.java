package dev.pulsegate.gateway.worker;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.virtual.threads.VirtualThreads;
import org.jboss.logging.Logger;

import dev.pulsegate.gateway.dispatch.Dispatcher;
import dev.pulsegate.gateway.dispatch.RegisteredWorker;
import dev.pulsegate.gateway.dispatch.Registration;
import dev.pulsegate.gateway.dispatch.WorkerPort;
import dev.pulsegate.gateway.queue.claim.Adopted;
import dev.pulsegate.gateway.replica.Adoptions;
import dev.pulsegate.gateway.replica.Presence;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.space.SpaceDirectory;
import dev.pulsegate.platform.socket.SocketClose;
import dev.pulsegate.platform.storage.DatabaseAway;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.workerprotocol.WorkerMessage.Register;

/** Registers workers: who may serve which spaces, from when to when the dispatcher has them, and that others hear of it. */
@ApplicationScoped
class Registrar {

    private static final Logger LOG = Logger.getLogger(Registrar.class);

    private final SpaceDirectory spaces;
    private final Adoptions adoptions;
    private final Dispatcher dispatcher;
    private final Presence presence;
    private final Executor blocking;

    Registrar(
            SpaceDirectory spaces,
            Adoptions adoptions,
            Dispatcher dispatcher,
            Presence presence,
            @VirtualThreads Executor blocking) {
        this.spaces = spaces;
        this.adoptions = adoptions;
        this.dispatcher = dispatcher;
        this.presence = presence;
        this.blocking = blocking;
    }

    /** What comes of asking to serve spaces. */
    sealed interface Decision {

        /**
         * It may serve them.
         *
         * @param spaces all it asked for
         * @param adopted what it had before and goes on with; nobody else has that from now on
         */
        record Admitted(List<Space> spaces, List<Adopted> adopted) implements Decision {

            Set<UUID> spaceIds() {
                return ids(spaces);
            }
        }

        /** It may not; {@code message} says why, for people. */
        record Refused(SocketClose why, String message) implements Decision {}
    }

    /**
     * Finds out whether a worker may register, on another thread.
     *
     * @param caller who the worker's token speaks for, or null if it came without
     * @param then is told, on that thread
     */
    void decide(Register register, Caller caller, Consumer<Decision> then) {
        blocking.execute(() -> then.accept(decide(register, caller)));
    }

    private Decision decide(Register register, Caller caller) {
        try {
            var served = new ArrayList<Space>();
            for (var name : register.spaces()) {
                var space = space(name, caller);
                if (space.isEmpty()) {
                    return new Decision.Refused(SocketClose.NOT_FOUND, "There is no space called \"" + name + "\".");
                }
                var refusal = refusal(space.get(), caller);
                if (refusal.isPresent()) {
                    return new Decision.Refused(SocketClose.FORBIDDEN, refusal.get());
                }
                served.add(space.get());
            }
            return new Decision.Admitted(served, adoptions.adopt(WorkerWords.held(register), ids(served)));
        } catch (SQLException | RuntimeException e) {
            if (DatabaseAway.isReasonOf(e)) {
                LOG.warnf("Whether a worker may register cannot be found out: %s", e);
            } else {
                LOG.errorf(e, "Whether a worker may register cannot be found out");
            }
            return new Decision.Refused(SocketClose.INTERNAL_ERROR, "This cannot be found out now; try again.");
        }
    }

    /** As it is now: an operator of a moment ago may be none any more, or a new one not be known here yet. */
    private Optional<Space> space(String name, Caller caller) {
        return caller == null || caller.ownerIsAdmin() ? spaces.named(name) : spaces.current(name);
    }

    private static Optional<String> refusal(Space space, Caller caller) {
        return space.enabled()
                ? ServingRight.refusal(space, caller)
                : Optional.of("The space \"" + space.name() + "\" is disabled.");
    }

    private static Set<UUID> ids(Collection<Space> spaces) {
        return spaces.stream().map(Space::id).collect(Collectors.toSet());
    }

    RegisteredWorker register(WorkerPort port, Registration registration, List<Adopted> adopted) {
        var worker = dispatcher.register(port, registration, adopted);
        presence.changed();
        return worker;
    }

    /** What the owner of its token might do when the worker registered, they may not do any more now. */
    void tokenChanged(RegisteredWorker worker) {
        dispatcher.tokenChanged(worker);
    }

    /** A worker takes no more, and finishes what it has. */
    void drain(RegisteredWorker worker) {
        dispatcher.drain(worker);
        presence.changed();
    }

    /** A worker is gone: what it had goes back. */
    void unregister(RegisteredWorker worker, String reason) {
        dispatcher.unregister(worker, reason);
        presence.changed();
    }
}
