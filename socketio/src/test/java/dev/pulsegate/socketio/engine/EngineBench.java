package dev.pulsegate.socketio.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** A server on a bench: no network, a clock that moves when told, an event loop that runs when told. */
final class EngineBench implements EngineMonitor, EngineApplication {

    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    final EngineServer server;
    final List<EngineSession> sessions = new ArrayList<>();
    final List<Message> received = new ArrayList<>();
    final List<CloseReason> closed = new ArrayList<>();
    final List<Throwable> failures = new ArrayList<>();
    final List<EngineError> refusals = new ArrayList<>();

    /** What the application does beside writing down; may throw. */
    Runnable uponMessage = () -> {};

    Runnable uponOpening = () -> {};

    private final ArrayDeque<Runnable> loop = new ArrayDeque<>();
    private long nowNanos = 1_000_000_000_000L;

    EngineBench() {
        this(Settings.usual());
    }

    EngineBench(EngineSettings settings) {
        server = new EngineServer(settings, this, this, () -> nowNanos);
    }

    @Override
    public EngineListener opened(EngineSession session) {
        uponOpening.run();
        sessions.add(session);
        return new EngineListener() {
            private boolean over;

            @Override
            public void received(Message message) {
                assertThat(over).isFalse();
                received.add(message);
                uponMessage.run();
            }

            @Override
            public void closed(CloseReason reason) {
                assertThat(over).isFalse();
                over = true;
                closed.add(reason);
            }
        };
    }

    static Handshake handshake(String address) {
        return new Handshake(Map.of("user-agent", List.of("test")), Map.of("EIO", List.of("4")), address);
    }

    /** Opens a session that polls; its handshake is answered. */
    Session poll() {
        return poll("192.0.2.1");
    }

    Session poll(String address) {
        var exchange = new FakeExchange();
        var session = server.open(handshake(address), exchange, loop::add).orElseThrow();
        settle();
        return session;
    }

    /** Opens a session on a WebSocket. */
    Session connect(FakeLink link) {
        var session = server.open(handshake("192.0.2.2"), link, loop::add).orElseThrow();
        settle();
        return session;
    }

    Optional<Session> open(Handshake handshake, HttpExchange exchange) {
        var session = server.open(handshake, exchange, loop::add);
        settle();
        return session;
    }

    /** A GET, as far as it goes. */
    FakeExchange get(Session session) {
        var exchange = new FakeExchange();
        session.polled(exchange);
        settle();
        return exchange;
    }

    /** A POST with its body. */
    FakeExchange post(Session session, String body) {
        return post(session, body.getBytes(StandardCharsets.UTF_8));
    }

    FakeExchange post(Session session, byte[] body) {
        var exchange = new FakeExchange();
        session.posted(exchange);
        settle();
        if (exchange.reading) {
            session.body(exchange, body);
            settle();
        }
        return exchange;
    }

    /** A WebSocket for a session that polls. */
    FakeLink upgrade(Session session) {
        var link = new FakeLink();
        session.connected(link);
        settle();
        return link;
    }

    void frame(Session session, WebSocketLink link, String text) {
        session.frame(link, new Frame.Text(text), () -> {});
        settle();
    }

    void send(Session session, String text) {
        session.send(Message.text(text));
        settle();
    }

    /** Lets time pass, in steps of the server's tick. */
    void pass(Duration time) {
        var end = nowNanos + time.toNanos();
        while (nowNanos < end) {
            nowNanos = Math.min(end, nowNanos + Duration.ofMillis(500).toNanos());
            server.tick();
            settle();
        }
    }

    /** Lets time pass without a tick, as on a machine that slept. */
    void sleep(Duration time) {
        nowNanos += time.toNanos();
    }

    /** Runs what waits on the event loop. */
    void settle() {
        while (!loop.isEmpty()) {
            loop.remove().run();
        }
    }

    static String sid(String openPacket) {
        var found = SID.matcher(openPacket);
        if (!found.find()) {
            throw new AssertionError("no sid in " + openPacket);
        }
        return found.group(1);
    }

    List<String> texts() {
        return received.stream().map(message -> ((Message.Text) message).text()).toList();
    }

    @Override
    public void opened(TransportName transport) {}

    @Override
    public void upgraded() {}

    @Override
    public void closed(TransportName transport, CloseReason reason) {}

    @Override
    public void received() {}

    @Override
    public void sent(int packets) {}

    @Override
    public void refused(EngineError error) {
        refusals.add(error);
    }

    @Override
    public void failed(Throwable cause) {
        failures.add(cause);
    }
}
