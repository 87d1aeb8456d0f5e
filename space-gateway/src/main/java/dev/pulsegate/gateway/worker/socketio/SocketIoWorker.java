package dev.pulsegate.gateway.worker.socketio;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import dev.pulsegate.gateway.worker.WorkerSession;
import dev.pulsegate.gateway.worker.WorkerTransport;
import dev.pulsegate.platform.connection.OpenConnection;
import dev.pulsegate.platform.socket.SocketClose;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.socketio.server.DisconnectReason;
import dev.pulsegate.socketio.server.IncomingEvent;
import dev.pulsegate.socketio.server.SioSocket;
import dev.pulsegate.socketio.server.SocketListener;
import dev.pulsegate.workerprotocol.GatewayMessage;
import dev.pulsegate.workerprotocol.InvalidMessageException;
import dev.pulsegate.workerprotocol.WorkerMessage;

/**
 * One worker that speaks the dialect. What the client says comes on virtual threads and is done on the loop, one thing
 * after the other: the next is taken only then, so that what waits is bounded where it waits.
 */
final class SocketIoWorker implements SocketListener, WorkerTransport, OpenConnection {

    private static final Duration RETRY_RENEWAL_AFTER = Duration.ofSeconds(5);

    private final SocketIoWorkers workers;
    private final DialectCodec codec;
    private final Executor loop;
    private final HeldKey key;
    private volatile Caller openFor;
    private SioSocket socket;
    private WorkerSession session;

    /** Whether it knows more than the prototype's workers did, and so may be told more. */
    private boolean extended;

    /** The registration that waits for its answer, or null. */
    private IncomingEvent registering;

    private Instant renewalDue = Instant.MIN;
    private boolean closing;

    /**
     * @param caller who its token speaks for, or null if it came without
     * @param key what it came with, or null if it came without an access key
     */
    SocketIoWorker(SocketIoWorkers workers, DialectCodec codec, Executor loop, Caller caller, HeldKey key) {
        this.workers = workers;
        this.codec = codec;
        this.loop = loop;
        this.openFor = caller;
        this.key = key;
    }

    @Override
    public void connected(SioSocket connected) {
        runAndWait(() -> {
            socket = connected;
            session = workers.arrived(this, openFor);
        });
    }

    @Override
    public void event(IncomingEvent event) {
        runAndWait(() -> receive(event));
    }

    @Override
    public void disconnected(DisconnectReason reason) {
        run(() -> leave(words(reason)));
    }

    private void runAndWait(Runnable work) {
        CompletableFuture.runAsync(work, loop).join();
    }

    /** Events of other names are passed over, as Socket.IO has it. */
    private void receive(IncomingEvent event) {
        if (closing || !DialectCodec.isKnown(event.name())) {
            return;
        }
        Consumer<GatewayMessage> answer = message -> answer(event, message);
        try {
            var message = codec.read(event.name(), event.arg(0), extended);
            if (message instanceof WorkerMessage.Register) {
                registering = event;
                extended = DialectCodec.isExtended(event.arg(0));
            }
            session.follow(message, answer);
            acknowledge(event, message);
        } catch (InvalidMessageException e) {
            session.refuse(e, answer);
        }
    }

    /** What has no answer unless it is refused is acknowledged once it is taken. */
    private void acknowledge(IncomingEvent event, WorkerMessage message) {
        switch (message) {
            case WorkerMessage.Progress _, WorkerMessage.Chunk _, WorkerMessage.Drain _ ->
                event.acknowledge(codec.taken());
            case WorkerMessage.Register _,
                    WorkerMessage.Authenticate _,
                    WorkerMessage.Completed _,
                    WorkerMessage.Unreadable _,
                    WorkerMessage.Failed _ -> {}
        }
    }

    private void answer(IncomingEvent event, GatewayMessage message) {
        say(message);
        event.acknowledge(codec.acknowledgement(message));
    }

    @Override
    public String protocol() {
        return "socketio";
    }

    @Override
    public void run(Runnable work) {
        loop.execute(work);
    }

    @Override
    public void say(GatewayMessage message) {
        codec.event(message, extended).ifPresent(event -> socket.emit(event.name(), event.data()));
        boolean isOfRegistration =
                message instanceof GatewayMessage.Registered || message instanceof GatewayMessage.RegistrationRefused;
        if (isOfRegistration && registering != null) {
            registering.acknowledge(codec.acknowledgement(message));
            registering = null;
        }
    }

    @Override
    public void close(SocketClose why, String reason) {
        if (!closing) {
            if (why == SocketClose.SERVICE_RESTART) {
                socket.sendElsewhere();
            } else {
                socket.disconnectSession();
            }
            leave("the worker's connection was closed: " + reason);
        }
    }

    private void leave(String reason) {
        closing = true;
        if (session != null) {
            session.leave(reason);
        }
        workers.left(this);
    }

    /** Why the worker is gone, for those who wait for its requests. */
    private String words(DisconnectReason reason) {
        return switch (reason) {
            case PING_TIMEOUT ->
                "the worker left pings unanswered for " + workers.pingTimeout().toSeconds() + " s";
            case PROTOCOL_VIOLATION -> "the worker sent what is no Socket.IO";
            case CONNECTION_FAILED -> "the worker did not read what it was sent, or its connection broke";
            case CLIENT_LEFT -> "the worker disconnected";
            case SERVER_STOPPING -> "the gateway is stopping";
            case CONNECTION_ENDED, DISCONNECTED_BY_APPLICATION, CLOSED_BY_SERVER -> "the worker's connection ended";
        };
    }

    @Override
    public void registered() {
        socket.trust();
    }

    @Override
    public void renewed(Caller caller) {
        openFor = caller;
    }

    @Override
    public boolean namesAttempts() {
        return false;
    }

    /** Gets another token in good time, if the worker came with a key; called about once a second, by any thread. */
    void sweepSoon(Instant now) {
        if (key != null) {
            run(() -> renewIfDue(now));
        }
    }

    private void renewIfDue(Instant now) {
        var isDue =
                session.caller().filter(caller -> HeldKey.isDue(caller, now)).isPresent();
        if (!closing && isDue && !now.isBefore(renewalDue)) {
            renewalDue = now.plus(RETRY_RENEWAL_AFTER);
            workers.renew(key, check -> run(() -> renewed(check)));
        }
    }

    /** A key that is not valid any more ends with its last token, or at once where it was revoked. */
    private void renewed(KeyCheck check) {
        switch (check) {
            case KeyCheck.Valid(var caller) -> {
                session.renew(caller);
                renewalDue = Instant.MIN;
            }
            case KeyCheck.Invalid _, KeyCheck.Unknown _ -> {}
        }
    }

    @Override
    public Kind kind() {
        return Kind.SOCKET_IO;
    }

    @Override
    public Optional<Caller> openFor() {
        return Optional.ofNullable(openFor);
    }

    /** Once its token ends, the session lets it finish what is under way. */
    @Override
    public Instant endsAt() {
        return Instant.MAX;
    }

    @Override
    public void end(End why) {
        run(() -> close(SocketClose.REVOKED, SocketClose.REVOKED.reason()));
    }
}
