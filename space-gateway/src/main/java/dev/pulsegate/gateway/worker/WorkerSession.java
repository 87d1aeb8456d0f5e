package dev.pulsegate.gateway.worker;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import dev.pulsegate.gateway.dispatch.Worker;
import dev.pulsegate.gateway.worker.Admission.Decision;
import dev.pulsegate.gateway.worker.WorkerMessage.AboutRequest;
import dev.pulsegate.gateway.worker.WorkerMessage.Register;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.socket.SocketClose;
import dev.pulsegate.platform.token.Caller;

/**
 * One worker, from its connection to its end: what it says, and what is said to it, whatever protocol carries it. All
 * methods are called in the link's {@link WorkerTransport#run}; what the dispatcher asks by any thread is {@link LinkPort}'s.
 */
public final class WorkerSession {

    private static final Logger LOG = Logger.getLogger(WorkerSession.class);
    private static final int MOST_MALFORMED = 20;

    private final UUID id = Uuid7.next();
    private final WorkerDesk desk;
    private final WorkerTransport link;
    private final Instant connectedAt;
    private final Instant registerUntil;
    private final Reports reports;
    private final WorkerToken token;
    private final LinkPort port;
    private Phase phase = new Phase.New();
    private int malformed;

    /** How far the worker has come. */
    private sealed interface Phase {

        /** It has not registered. */
        record New() implements Phase {}

        /** Whether it may register is being found out. */
        record Registering() implements Phase {}

        /** It is registered; {@code draining} once it gets no more. */
        record Registered(Worker worker, boolean draining) implements Phase {}

        /** It is gone. */
        record Left() implements Phase {}
    }

    WorkerSession(WorkerDesk desk, WorkerTransport link, Optional<Caller> caller, Instant connectedAt) {
        this.desk = desk;
        this.link = link;
        this.token = new WorkerToken(desk.handshake(), link, caller);
        this.port = new LinkPort(id, link, token, aside -> desk.setAside(id, aside));
        this.connectedAt = connectedAt;
        this.registerUntil = connectedAt.plus(desk.registerTimeout());
        this.reports = new Reports(desk, link);
    }

    /**
     * Does what the worker says.
     *
     * @param answer what is told the answer, if there is one to this very message; now or later, likewise in {@code run}
     * @throws InvalidMessageException if it may not say so; see {@link #refuse}
     */
    public void follow(WorkerMessage message, Consumer<GatewayMessage> answer) throws InvalidMessageException {
        switch (message) {
            case Register register -> register(register);
            case WorkerMessage.Authenticate(var later) -> {
                answer.accept(token.authenticate(later));
                tokenChanged();
            }
            case WorkerMessage.Drain drain -> drain();
            case AboutRequest about -> report(about, answer);
        }
        malformed = 0;
    }

    /** Answers what cannot be followed. Whoever sends too much of it is closed. */
    public void refuse(InvalidMessageException e, Consumer<GatewayMessage> answer) {
        answer.accept(new GatewayMessage.Refused(e.code().wireName(), e.getMessage(), e.requestId(), null));
        desk.count(e.code());
        if (e.code() == ErrorCode.MALFORMED && ++malformed >= MOST_MALFORMED) {
            link.close(SocketClose.BAD_REQUEST, "too many messages that make no sense");
        }
    }

    private void register(Register register) {
        if (!(phase instanceof Phase.New)) {
            refuseRegistration(SocketClose.CONFLICT, "This connection is registered already.");
            return;
        }
        phase = new Phase.Registering();
        desk.run(() -> {
            var arrival = Arrival.of(register, token.caller(), desk);
            link.run(() -> decided(register, arrival));
        });
    }

    private void decided(Register register, Arrival arrival) {
        if (!(phase instanceof Phase.Registering)) {
            return;
        }
        switch (arrival.decision()) {
            case Decision.Refused(var why, var message) -> refuseRegistration(why, message);
            case Decision.Admitted(var spaces) -> {
                var names = spaces.stream()
                        .map(space -> new GatewayMessage.SpaceName(space.id(), space.name()))
                        .toList();
                var info = Identity.info(register, token.caller(), link.protocol(), connectedAt);
                var worker = desk.dispatcher()
                        .register(
                                port,
                                Arrival.ids(spaces),
                                register.capacity(),
                                register.inputKinds(),
                                info,
                                arrival.held());
                phase = new Phase.Registered(worker, false);
                desk.presence().changed();
                link.registered();
                // Now that everybody sees it. What is handed over to it waits its turn behind this.
                link.say(new GatewayMessage.RegisterResponse(
                        true, "Registered.", id, names.getFirst().id(), names));
                LOG.infof(
                        "Worker %s %s serves %s, %d at a time",
                        register.name().orElse("(unnamed)"),
                        register.version().orElse(""),
                        names.stream().map(GatewayMessage.SpaceName::name).toList(),
                        register.capacity());
            }
        }
    }

    private void refuseRegistration(SocketClose why, String message) {
        link.say(GatewayMessage.RegisterResponse.refused(message));
        link.close(why, message.length() <= 120 ? message : why.reason());
    }

    /** Who the worker's token speaks for; empty if it came without. */
    public Optional<Caller> caller() {
        return token.caller();
    }

    /** Goes on with a later token; false, and nothing changes, if it is somebody else's. */
    public boolean renew(Caller later) {
        boolean renewed = token.renew(later);
        tokenChanged();
        return renewed;
    }

    /** What the owner might do when the worker registered, they may not do any more now. */
    private void tokenChanged() {
        if (phase instanceof Phase.Registered(var worker, var draining)) {
            desk.dispatcher().tokenChanged(worker);
        }
    }

    private void drain() {
        if (phase instanceof Phase.Registered(var worker, var draining) && !draining) {
            phase = new Phase.Registered(worker, true);
            desk.dispatcher().drain(worker);
            desk.presence().changed();
        }
    }

    private void report(AboutRequest message, Consumer<GatewayMessage> answer) throws InvalidMessageException {
        if (!(phase instanceof Phase.Registered(var worker, var draining))) {
            throw new InvalidMessageException(
                    ErrorCode.NOT_REGISTERED,
                    "Register first.",
                    message.reference().requestId());
        }
        reports.take(worker, message, answer);
    }

    /** Looks after the connection; called about once a second, by any thread. */
    void sweepSoon(Instant now) {
        link.run(() -> sweep(now));
    }

    private void sweep(Instant now) {
        switch (phase) {
            case Phase.New _, Phase.Registering _ -> {
                if (now.isAfter(registerUntil)) {
                    link.close(SocketClose.BAD_REQUEST, "register first");
                }
            }
            case Phase.Registered(var worker, var draining) -> sweepToken(worker, draining, now);
            case Phase.Left _ -> {}
        }
    }

    /** Nothing new is handed over to an ended token; what is under way may be finished. */
    private void sweepToken(Worker worker, boolean draining, Instant now) {
        if (!token.isOver(now)) {
            return;
        }
        if (!draining) {
            drain();
            link.say(new GatewayMessage.Drain());
        }
        if (desk.dispatcher().load(worker) == 0 && reports.areCommitted()) {
            link.close(SocketClose.TOKEN_EXPIRED, SocketClose.TOKEN_EXPIRED.reason());
        }
    }

    /**
     * The connection is closing or closed: what the worker had goes back.
     *
     * @param reason why, in words
     */
    public void leave(String reason) {
        reports.leave();
        if (phase instanceof Phase.Registered(var worker, var draining)) {
            desk.dispatcher().unregister(worker, reason);
            desk.presence().changed();
        }
        phase = new Phase.Left();
        port.left();
        desk.left(this);
    }
}
