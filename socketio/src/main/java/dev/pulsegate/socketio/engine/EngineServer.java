package dev.pulsegate.socketio.engine;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * An Engine.IO 4 server but for the bytes: whoever carries them asks what a request is ({@link #admit}), begins sessions
 * ({@link #open}), tells sessions what comes, and keeps the time ({@link #tick}). May be used by any thread.
 */
public final class EngineServer {

    private static final String VERSION = "4";
    private static final int TRY_AGAIN_LATER = 1013;

    /** A tick that comes so much too late says that everything stood still, clients' answers too. */
    private static final long STANDSTILL_NANOS = 1_000_000_000;

    private final EngineSettings settings;
    private final EngineApplication application;
    private final Surroundings surroundings;
    private final SessionRegistry registry;
    private long tickedNanos;
    private volatile boolean takesNoMore;
    private volatile boolean stopping;

    /**
     * @param nanoTime nanoseconds since an arbitrary moment, such as {@link System#nanoTime()}
     */
    public EngineServer(
            EngineSettings settings, EngineApplication application, EngineMonitor monitor, LongSupplier nanoTime) {
        this.settings = settings;
        this.application = application;
        var beginNanos = nanoTime.getAsLong();
        this.surroundings = new Surroundings(settings, () -> nanoTime.getAsLong() - beginNanos, monitor);
        this.registry = new SessionRegistry(settings);
    }

    /**
     * Looks at a request.
     *
     * @param method the HTTP method
     * @param query gives the value of a parameter of the address
     * @param upgrade whether it asks for a WebSocket
     */
    public Admission admit(String method, Function<String, Optional<String>> query, boolean upgrade) {
        var transport = query.apply("transport").flatMap(TransportName::of);
        if (transport.isEmpty()) {
            return refused(EngineError.TRANSPORT_UNKNOWN);
        }
        if (!query.apply("EIO").equals(Optional.of(VERSION))) {
            return refused(EngineError.UNSUPPORTED_PROTOCOL_VERSION);
        }
        if (upgrade != (transport.get() == TransportName.WEBSOCKET)) {
            return refused(EngineError.BAD_REQUEST);
        }
        return query.apply("sid")
                .map(id -> registry.find(id)
                        .map(session -> belonging(session, method, upgrade))
                        .orElseGet(() -> refused(EngineError.SESSION_UNKNOWN)))
                .orElseGet(() -> beginning(method, transport.get()));
    }

    private Admission belonging(Session session, String method, boolean upgrade) {
        if (upgrade) {
            return new Admission.Belongs(session, Admission.Kind.WEBSOCKET);
        }
        return switch (method) {
            case "GET" -> new Admission.Belongs(session, Admission.Kind.POLL);
            case "POST" -> new Admission.Belongs(session, Admission.Kind.POST);
            default -> refused(EngineError.BAD_REQUEST);
        };
    }

    private Admission beginning(String method, TransportName transport) {
        if (!method.equals("GET")) {
            return refused(EngineError.BAD_HANDSHAKE_METHOD);
        }
        return takesNoMore ? refused(EngineError.SERVER_STOPPING) : new Admission.Begins(transport);
    }

    private Admission refused(EngineError error) {
        surroundings.monitor().refused(error);
        return new Admission.Refused(error);
    }

    /**
     * Begins a session that polls.
     *
     * @param executor runs what is given to it one at a time and in order; everything of the session happens there
     * @return the session; empty if there is no place for it, which the answer says
     */
    public Optional<Session> open(Handshake handshake, HttpExchange exchange, Executor executor) {
        var refusal = takePlace(handshake);
        if (refusal.isPresent()) {
            exchange.refuse(refusal.get());
            return Optional.empty();
        }
        var session = add(handshake, executor);
        session.open(exchange, openPacket(session, "\"websocket\""), application);
        return Optional.of(unlessStopping(session));
    }

    /** The same on a WebSocket, which is closed if there is no place. */
    public Optional<Session> open(Handshake handshake, WebSocketLink link, Executor executor) {
        var refusal = takePlace(handshake);
        if (refusal.isPresent()) {
            link.close(TRY_AGAIN_LATER, refusal.get().message());
            return Optional.empty();
        }
        var session = add(handshake, executor);
        session.open(link, openPacket(session, ""), application);
        return Optional.of(unlessStopping(session));
    }

    private Optional<EngineError> takePlace(Handshake handshake) {
        var refusal = handshake.size() > settings.maxHandshake()
                ? Optional.of(EngineError.HANDSHAKE_TOO_BIG)
                : registry.takePlace(handshake.remoteAddress());
        refusal.ifPresent(surroundings.monitor()::refused);
        return refusal;
    }

    private Session add(Handshake handshake, Executor executor) {
        var session = new Session(registry.newId(), handshake, executor, surroundings, registry::remove);
        registry.add(session);
        return session;
    }

    /** What began while {@link #stop} went through the sessions ends like them. */
    private Session unlessStopping(Session session) {
        if (stopping) {
            session.close(CloseReason.SERVER_STOPPING);
        }
        return session;
    }

    private Packet.Open openPacket(Session session, String upgrades) {
        return new Packet.Open("{\"sid\":\"" + session.id()
                + "\",\"upgrades\":[" + upgrades
                + "],\"pingInterval\":" + settings.pingInterval().toMillis()
                + ",\"pingTimeout\":" + settings.pingTimeout().toMillis()
                + ",\"maxPayload\":" + settings.maxPayload() + "}");
    }

    /** Does what is due; to be called every {@link EngineSettings#tickPeriod()}, by one thread at a time. */
    public void tick() {
        var now = surroundings.clock().getAsLong();
        var late = now - tickedNanos - settings.tickPeriod().toNanos();
        tickedNanos = now;
        if (late < STANDSTILL_NANOS) {
            registry.all().forEach(session -> session.tick(now));
        }
    }

    /** How many sessions there are. */
    public int sessions() {
        return registry.size();
    }

    /** Takes no new sessions, and lets those there are go on until {@link #stop}. */
    public void takeNoMore() {
        takesNoMore = true;
    }

    /** Closes all sessions, and takes no new ones. */
    public void stop() {
        takesNoMore = true;
        stopping = true;
        registry.all().forEach(session -> session.close(CloseReason.SERVER_STOPPING));
    }
}
