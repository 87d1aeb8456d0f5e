package dev.pulsegate.gateway.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import dev.pulsegate.gateway.dispatch.HandOver;
import dev.pulsegate.gateway.dispatch.Worker;
import dev.pulsegate.gateway.dispatch.WorkerPort;
import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.worker.Admission.Decision;
import dev.pulsegate.gateway.worker.WorkerMessage.AboutRequest;
import dev.pulsegate.gateway.worker.WorkerMessage.Register;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.socket.Outbound;
import dev.pulsegate.platform.socket.PeerSocket;
import dev.pulsegate.platform.socket.SocketClose;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.platform.token.TokenCheck;

/** One worker: what it says, and what is said to it. Everything happens on its socket's event loop. */
final class WorkerConnection implements WorkerPort {

    private static final Logger LOG = Logger.getLogger(WorkerConnection.class);
    private static final int MOST_MALFORMED = 20;

    private final UUID id = Uuid7.next();
    private final WorkerDesk desk;
    private final PeerSocket socket;
    private final Instant connectedAt;
    private final Instant registerUntil;
    private final Reports reports;
    private Optional<Caller> caller;
    private Phase phase = new Phase.New();
    private volatile boolean left;
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

    WorkerConnection(WorkerDesk desk, PeerSocket socket, Optional<Caller> caller, Duration registerTimeout) {
        this.desk = desk;
        this.socket = socket;
        this.caller = caller;
        this.connectedAt = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        this.registerUntil = connectedAt.plus(registerTimeout);
        this.reports = new Reports(desk, socket, this::say);
    }

    PeerSocket socket() {
        return socket;
    }

    void receive(String text) {
        try {
            follow(desk.codec().read(text));
            malformed = 0;
        } catch (InvalidMessageException e) {
            refuse(e);
        }
    }

    void refuse(InvalidMessageException e) {
        say(new GatewayMessage.Refused(e.code().wireName(), e.getMessage(), e.requestId(), null));
        desk.count(e.code());
        if (e.code() == ErrorCode.MALFORMED && ++malformed >= MOST_MALFORMED) {
            socket.close(SocketClose.BAD_REQUEST, "too many messages that make no sense");
        }
    }

    private void follow(WorkerMessage message) throws InvalidMessageException {
        switch (message) {
            case Register register -> register(register);
            case WorkerMessage.Authenticate(var token) -> authenticate(token);
            case WorkerMessage.Drain drain -> drain();
            case AboutRequest about -> report(about);
        }
    }

    private void register(Register register) {
        if (!(phase instanceof Phase.New)) {
            refuseRegistration(SocketClose.CONFLICT, "This connection is registered already.");
            return;
        }
        phase = new Phase.Registering();
        desk.run(() -> {
            var decision = decide(register);
            socket.runOnLoop(() -> decided(register, decision));
        });
    }

    private Decision decide(Register register) {
        try {
            return desk.admission().decide(register.spaces(), caller);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Whether a worker may register cannot be found out");
            return new Decision.Refused(SocketClose.INTERNAL_ERROR, "This cannot be found out now; try again.");
        }
    }

    private void decided(Register register, Decision decision) {
        if (!(phase instanceof Phase.Registering)) {
            return;
        }
        switch (decision) {
            case Decision.Refused(var why, var message) -> refuseRegistration(why, message);
            case Decision.Admitted(var spaces) -> {
                var names = spaces.stream()
                        .map(space -> new GatewayMessage.SpaceName(space.id(), space.name()))
                        .toList();
                say(new GatewayMessage.RegisterResponse(
                        true, "Registered.", id, names.getFirst().id(), names));
                var ids = spaces.stream().map(Space::id).collect(Collectors.toSet());
                var info = Identity.info(register, caller, connectedAt);
                phase = new Phase.Registered(
                        desk.dispatcher().register(this, ids, register.capacity(), register.inputKinds(), info), false);
                desk.presence().changed();
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
        say(GatewayMessage.RegisterResponse.refused(message));
        socket.close(why, message.length() <= 120 ? message : why.reason());
    }

    private void authenticate(String token) {
        switch (desk.handshake().verify(token)) {
            case TokenCheck.Valid(var renewed)
            when caller.isEmpty() || Identity.isSame(renewed, caller.get()) -> {
                caller = Optional.of(renewed);
                socket.renew(renewed);
                say(new GatewayMessage.AuthenticateResponse(true, "The new token was taken."));
            }
            case TokenCheck.Valid other ->
                say(new GatewayMessage.AuthenticateResponse(false, "The token is somebody else's."));
            case TokenCheck.Invalid(var reason) -> say(new GatewayMessage.AuthenticateResponse(false, reason));
        }
    }

    private void drain() {
        if (phase instanceof Phase.Registered(var worker, var draining) && !draining) {
            phase = new Phase.Registered(worker, true);
            desk.dispatcher().drain(worker);
            desk.presence().changed();
        }
    }

    private void report(AboutRequest message) throws InvalidMessageException {
        if (!(phase instanceof Phase.Registered(var worker, var draining))) {
            throw new InvalidMessageException(
                    ErrorCode.NOT_REGISTERED,
                    "Register first.",
                    message.reference().requestId());
        }
        reports.take(worker, message);
    }

    @Override
    public UUID connectionId() {
        return id;
    }

    @Override
    public boolean handOver(HandOver handOver) {
        var text = Outbound.text(desk.codec().write(Answers.request(handOver)));
        socket.runOnLoop(() -> socket.send(text));
        return !left;
    }

    @Override
    public void cancel(Attempt attempt, String reason) {
        socket.runOnLoop(() -> say(new GatewayMessage.Cancel(attempt.requestId(), attempt.number(), reason)));
    }

    @Override
    public void removed(UUID spaceId, boolean last) {
        if (last) {
            socket.runOnLoop(() -> socket.close(SocketClose.GONE, "the space is gone or disabled"));
        }
    }

    private void say(GatewayMessage message) {
        socket.send(Outbound.text(desk.codec().write(message)));
    }

    /** Looks after the connection; called about once a second. */
    void sweep(Instant now) {
        switch (phase) {
            case Phase.New _, Phase.Registering _ -> {
                if (now.isAfter(registerUntil)) {
                    socket.close(SocketClose.BAD_REQUEST, "register first");
                }
            }
            case Phase.Registered(var worker, var draining) -> sweepToken(worker, draining, now);
            case Phase.Left _ -> {}
        }
    }

    /** Nothing new is handed over to an ended token; what is under way may be finished. */
    private void sweepToken(Worker worker, boolean draining, Instant now) {
        if (caller.isEmpty() || now.isBefore(caller.get().expiresAt())) {
            return;
        }
        if (!draining) {
            drain();
            say(new GatewayMessage.Drain());
        }
        if (desk.dispatcher().load(worker) == 0 && reports.areCommitted()) {
            socket.close(SocketClose.TOKEN_EXPIRED);
        }
    }

    /** The connection is closing or closed: what the worker had goes back. */
    void leave() {
        if (phase instanceof Phase.Registered(var worker, var draining)) {
            desk.dispatcher().unregister(worker, "the worker's connection ended");
            desk.presence().changed();
        }
        phase = new Phase.Left();
        left = true;
    }
}
