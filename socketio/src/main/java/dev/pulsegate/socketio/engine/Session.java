package dev.pulsegate.socketio.engine;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One session, as whoever carries its bytes drives it and as the application has it. May be used by any thread: everything
 * is done on one thread at a time, the session's own executor, in the order in which it was asked for.
 */
public final class Session implements EngineSession {

    private final String id;
    private final Handshake handshake;
    private final Executor executor;
    private final Budget budget;
    private final SessionMachine machine;
    private final PostIntake posts;
    private final FrameIntake frames;
    private final EngineMonitor monitor;

    /** False as soon as a send would be in vain. */
    private volatile boolean open = true;

    /** When {@link SessionMachine#tick} is needed, so that whoever keeps the time need not ask on the session's thread. */
    private volatile long dueNanos = Heartbeat.NEVER;

    private boolean flushing;

    Session(String id, Handshake handshake, Executor executor, Surroundings surroundings, Consumer<Session> forget) {
        this.id = id;
        this.handshake = handshake;
        this.executor = executor;
        this.monitor = surroundings.monitor();
        this.budget = new Budget(surroundings.settings());
        var limit = new PayloadLimit(surroundings.settings());
        this.machine = new SessionMachine(surroundings, budget, limit, this::execute, () -> forget.accept(this));
        var incoming = new Incoming(machine, surroundings);
        this.posts = new PostIntake(machine, incoming);
        this.frames = new FrameIntake(machine, incoming, limit, monitor);
    }

    /** Begins by a GET. */
    void open(HttpExchange exchange, Packet.Open packet, EngineApplication application) {
        execute(() -> {
            if (machine.open(exchange, packet, () -> application.opened(this))) {
                monitor.opened(TransportName.POLLING);
            }
        });
    }

    /** Begins by a WebSocket. */
    void open(WebSocketLink link, Packet.Open packet, EngineApplication application) {
        execute(() -> {
            if (machine.open(link, packet, () -> application.opened(this))) {
                monitor.opened(TransportName.WEBSOCKET);
            }
        });
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public boolean send(List<Message> messages) {
        var copy = List.copyOf(messages);
        if (!open) {
            return false;
        }
        if (!budget.take(copy)) {
            close(CloseReason.SLOW);
            return false;
        }
        execute(() -> {
            machine.send(copy);
            flushSoon();
        });
        return true;
    }

    /** Waits for what else is sent at this moment, so that it leaves together. */
    private void flushSoon() {
        if (!flushing) {
            flushing = true;
            execute(() -> {
                flushing = false;
                machine.flush();
            });
        }
    }

    @Override
    public void limit(int maxBytes) {
        execute(() -> machine.limit(maxBytes));
    }

    @Override
    public void close(CloseReason reason) {
        open = false;
        execute(() -> machine.close(reason));
    }

    /** A GET wants packets. */
    public void polled(HttpExchange poll) {
        execute(() -> machine.poll(poll));
    }

    /** A POST came; its body has been left unread, and paused. */
    public void posted(HttpExchange post) {
        execute(() -> machine.beginPost(post));
    }

    /** A POST's body has been read. */
    public void body(HttpExchange post, byte[] body) {
        execute(() -> posts.body(post, body));
    }

    /** A POST's body is longer than it may be. */
    public void bodyTooBig(HttpExchange post) {
        execute(() -> posts.bodyTooBig(post));
    }

    /** A request's client went away before it had the whole answer. */
    public void gone(HttpExchange exchange) {
        execute(() -> machine.gone(exchange));
    }

    /** A WebSocket was opened for this session. */
    public void connected(WebSocketLink link) {
        execute(() -> machine.connected(link));
    }

    /**
     * A message came by a WebSocket.
     *
     * @param taken what to do once it has been dealt with
     */
    public void frame(WebSocketLink link, Frame frame, Runnable taken) {
        execute(() -> {
            frames.frame(link, frame);
            taken.run();
        });
    }

    /** A frame came by a WebSocket that is no message: its own ping or pong, or a further part of a message. */
    public void otherFrame(WebSocketLink link) {
        execute(() -> frames.otherFrame(link));
    }

    /** A POST's body cannot be kept now. */
    public void noRoom(HttpExchange post) {
        execute(() -> posts.noRoom(post));
    }

    /** A message came by a WebSocket that cannot be kept now. */
    public void noRoom(WebSocketLink link) {
        execute(() -> frames.noRoom(link));
    }

    /** A message came by a WebSocket that is longer than whoever carries it takes. */
    public void frameTooBig(WebSocketLink link) {
        execute(() -> frames.frameTooBig(link));
    }

    /**
     * A WebSocket has closed.
     *
     * @param orderly whether the client closed it with a close frame
     */
    public void disconnected(WebSocketLink link, boolean orderly) {
        execute(() -> machine.disconnected(link, orderly));
    }

    /** Does what is due by now, soon, if anything is. */
    void tick(long nowNanos) {
        if (nowNanos >= dueNanos) {
            execute(machine::tick);
        }
    }

    private void execute(Runnable event) {
        executor.execute(() -> {
            try {
                event.run();
            } catch (RuntimeException e) {
                monitor.failed(e);
                machine.abort(CloseReason.APPLICATION_FAILED);
            }
            dueNanos = machine.due();
            if (!machine.isOpen()) {
                open = false;
            }
        });
    }
}
