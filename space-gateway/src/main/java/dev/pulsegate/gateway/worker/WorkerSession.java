package dev.pulsegate.gateway.worker;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import dev.pulsegate.gateway.dispatch.RegisteredWorker;
import dev.pulsegate.gateway.dispatch.Registration;
import dev.pulsegate.gateway.dispatch.WorkerInfo;
import dev.pulsegate.gateway.worker.Registrar.Decision;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.socket.SocketClose;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.workerprotocol.ErrorCode;
import dev.pulsegate.workerprotocol.GatewayMessage;
import dev.pulsegate.workerprotocol.InvalidMessageException;
import dev.pulsegate.workerprotocol.WorkerMessage;
import dev.pulsegate.workerprotocol.WorkerMessage.AboutRequest;
import dev.pulsegate.workerprotocol.WorkerMessage.Register;

/**
 * One worker, from its connection to its end: what it says, and what is said to it, whatever protocol carries it. All
 * methods are called in the transport's {@link WorkerTransport#run}; what the dispatcher asks by any thread is {@link SessionPort}'s.
 */
public final class WorkerSession {

    private static final Logger LOG = Logger.getLogger(WorkerSession.class);
    private static final int MOST_MALFORMED = 20;

    private final UUID id = Uuid7.next();
    private final WorkerTransport transport;
    private final WorkerToken token;
    private final Registrar registrar;
    private final ReportIntake reports;
    private final WorkerMeters meters;
    private final SessionPort port;
    private final Instant connectedAt;
    private final Instant registerUntil;
    private final Consumer<WorkerSession> whenLeft;
    private Phase phase = new Phase.New();
    private int malformed;

    /** The process stops: the worker is sent away as soon as it has nothing to do. */
    private boolean leavesOnceDone;

    /** How far the worker has come. */
    private sealed interface Phase {

        /** It has not registered. */
        record New() implements Phase {}

        /** Whether it may register is being found out. */
        record Registering() implements Phase {}

        /** It is registered; {@code draining} once it gets no more. */
        record Registered(RegisteredWorker worker, boolean draining) implements Phase {}

        /** It is gone. */
        record Left() implements Phase {}
    }

    /**
     * @param registerUntil when it is closed, if it has not registered by then
     * @param whenLeft is told once the worker is gone
     */
    WorkerSession(
            WorkerTransport transport,
            WorkerToken token,
            Registrar registrar,
            ReportIntake reports,
            WorkerMeters meters,
            Instant connectedAt,
            Instant registerUntil,
            Consumer<WorkerSession> whenLeft) {
        this.transport = transport;
        this.token = token;
        this.registrar = registrar;
        this.reports = reports;
        this.meters = meters;
        this.port = new SessionPort(id, transport, token, meters);
        this.connectedAt = connectedAt;
        this.registerUntil = registerUntil;
        this.whenLeft = whenLeft;
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
        answer.accept(new GatewayMessage.Refused(
                e.code().wireName(), e.getMessage(), e.requestId().orElse(null), null));
        meters.refused(e.code());
        if (e.code() == ErrorCode.MALFORMED && ++malformed >= MOST_MALFORMED) {
            transport.close(SocketClose.BAD_REQUEST, "too many messages that make no sense");
        }
    }

    private void register(Register register) throws InvalidMessageException {
        WorkerWords.checkNames(register);
        if (!(phase instanceof Phase.New)) {
            refuseRegistration(SocketClose.CONFLICT, "This connection is registered already.");
            return;
        }
        phase = new Phase.Registering();
        registrar.decide(register, token.caller(), decision -> transport.run(() -> decided(register, decision)));
    }

    private void decided(Register register, Decision decision) {
        if (!(phase instanceof Phase.Registering)) {
            return;
        }
        switch (decision) {
            case Decision.Refused(var why, var message) -> refuseRegistration(why, message);
            case Decision.Admitted admitted -> admitted(register, admitted);
        }
    }

    private void admitted(Register register, Decision.Admitted admitted) {
        var registration = new Registration(
                admitted.spaceIds(), register.capacity(), WorkerWords.inputKinds(register), info(register));
        phase = new Phase.Registered(registrar.register(port, registration, admitted.adopted()), false);
        transport.registered();
        var names = admitted.spaces().stream()
                .map(space -> new GatewayMessage.SpaceName(space.id().toString(), space.name()))
                .toList();
        // Now that everybody sees it. What is handed over to it waits its turn behind this.
        transport.say(new GatewayMessage.Registered("Registered.", id.toString(), names));
        LOG.infof(
                "Worker %s %s serves %s, %d at a time",
                Objects.requireNonNullElse(register.name(), "(unnamed)"),
                Objects.requireNonNullElse(register.version(), ""),
                names.stream().map(GatewayMessage.SpaceName::name).toList(),
                register.capacity());
    }

    private WorkerInfo info(Register register) {
        return new WorkerInfo(register.name(), register.version(), transport.protocol(), connectedAt, token.holder());
    }

    private void refuseRegistration(SocketClose why, String message) {
        transport.say(new GatewayMessage.RegistrationRefused(message));
        transport.close(why, message.length() <= 120 ? message : why.reason());
    }

    /** Who the worker's token speaks for; empty if it came without. */
    public Optional<Caller> caller() {
        return Optional.ofNullable(token.caller());
    }

    /** Goes on with a later token; false, and nothing changes, if it is somebody else's. */
    public boolean renew(Caller later) {
        boolean renewed = token.renew(later);
        tokenChanged();
        return renewed;
    }

    private void tokenChanged() {
        if (phase instanceof Phase.Registered(var worker, var draining)) {
            registrar.tokenChanged(worker);
        }
    }

    private void drain() {
        if (phase instanceof Phase.Registered(var worker, var draining) && !draining) {
            phase = new Phase.Registered(worker, true);
            registrar.drain(worker);
        }
    }

    private void report(AboutRequest message, Consumer<GatewayMessage> answer) throws InvalidMessageException {
        if (!(phase instanceof Phase.Registered(var worker, var draining))) {
            throw new InvalidMessageException(ErrorCode.NOT_REGISTERED, "Register first.")
                    .about(message.reference().requestId());
        }
        reports.take(worker, message, answer);
    }

    /** Looks after the connection; called about once a second, by any thread. */
    void sweepSoon(Instant now) {
        transport.run(() -> sweep(now));
    }

    /** The process stops, and the worker may take a while to go; called by any thread. */
    void leaveOnceDoneSoon() {
        transport.run(() -> leavesOnceDone = !transport.namesAttempts());
    }

    private void sweep(Instant now) {
        switch (phase) {
            case Phase.New _, Phase.Registering _ -> {
                if (leavesOnceDone) {
                    transport.close(SocketClose.SERVICE_RESTART, "the gateway is stopping");
                } else if (now.isAfter(registerUntil)) {
                    transport.close(SocketClose.BAD_REQUEST, "register first");
                }
            }
            case Phase.Registered(var worker, var draining) -> {
                if (leavesOnceDone && reports.isDone(worker)) {
                    transport.close(SocketClose.SERVICE_RESTART, "the gateway is stopping");
                } else {
                    sweepToken(worker, draining, now);
                }
            }
            case Phase.Left _ -> {}
        }
    }

    /** Nothing new is handed over to an ended token; what is under way may be finished. */
    private void sweepToken(RegisteredWorker worker, boolean draining, Instant now) {
        if (!token.isOver(now)) {
            return;
        }
        if (!draining) {
            drain();
            transport.say(new GatewayMessage.Drain());
        }
        if (reports.isDone(worker)) {
            transport.close(SocketClose.TOKEN_EXPIRED, SocketClose.TOKEN_EXPIRED.reason());
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
            registrar.unregister(worker, reason);
        }
        phase = new Phase.Left();
        port.left();
        whenLeft.accept(this);
    }
}
