package dev.pulsegate.socketio.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/** A client, and its network and application, that do things in any order. */
final class FuzzedClient {

    private static final List<CloseReason> REASONS = List.of(CloseReason.values());

    private final EngineBench bench;
    private final Random random;
    private final Supplier<byte[]> input;
    private final Session session;
    private final List<FakeExchange> exchanges = new ArrayList<>();
    private final List<FakeLink> links = new ArrayList<>();

    FuzzedClient(EngineBench bench, Random random, Supplier<byte[]> input) {
        this.bench = bench;
        this.random = random;
        this.input = input;
        if (random.nextBoolean()) {
            session = bench.poll();
        } else {
            var link = new FakeLink();
            session = bench.connect(link);
            links.add(link);
        }
    }

    void doSomething() {
        switch (random.nextInt(13)) {
            case 0 -> exchange(session::polled);
            case 1 -> exchange(session::posted);
            case 2, 3 -> bench.post(session, input.get());
            case 4 -> anyExchange(session::gone);
            case 5 -> anyExchange(exchange -> session.body(exchange, input.get()));
            case 6 -> anyExchange(session::bodyTooBig);
            case 7 -> links.add(bench.upgrade(session));
            case 8, 9 -> frame();
            case 10 -> anyLink(link -> session.disconnected(link, random.nextBoolean()));
            case 11 -> session.send(List.of(Message.text("x"), Message.binary(new byte[random.nextInt(100)])));
            default -> rarely();
        }
        bench.settle();
        exchanges.forEach(exchange -> assertThat(exchange.answers).hasSizeLessThanOrEqualTo(1));
    }

    private void rarely() {
        switch (random.nextInt(7)) {
            case 0 -> session.close(REASONS.get(random.nextInt(REASONS.size())));
            case 1 -> anyLink(session::frameTooBig);
            case 2 -> anyLink(link -> link.reads = !link.reads);
            case 3 ->
                anyLink(link -> {
                    while (!link.unwritten.isEmpty()) {
                        link.unwritten.remove().run();
                    }
                });
            case 4 -> anyLink(session::otherFrame);
            default -> upgradeWell();
        }
    }

    private void upgradeWell() {
        var link = bench.upgrade(session);
        links.add(link);
        bench.frame(session, link, "2probe");
        bench.frame(session, link, "5");
    }

    private void exchange(Consumer<HttpExchange> request) {
        var exchange = new FakeExchange(random.nextInt(5) > 0);
        exchanges.add(exchange);
        request.accept(exchange);
    }

    private void anyExchange(Consumer<FakeExchange> event) {
        if (!exchanges.isEmpty()) {
            event.accept(exchanges.get(random.nextInt(exchanges.size())));
        }
    }

    private void anyLink(Consumer<FakeLink> event) {
        if (!links.isEmpty()) {
            event.accept(links.get(random.nextInt(links.size())));
        }
    }

    private void frame() {
        anyLink(link -> session.frame(
                link,
                random.nextBoolean()
                        ? new Frame.Binary(input.get())
                        : new Frame.Text(new String(input.get(), StandardCharsets.UTF_8)),
                () -> {}));
    }

    /** Whether the server knows nothing of the session any more. */
    boolean isForgotten() {
        return bench.server.admit("GET", this::query, false) instanceof Admission.Refused;
    }

    private Optional<String> query(String name) {
        return Optional.of(
                switch (name) {
                    case "sid" -> session.id();
                    case "EIO" -> "4";
                    default -> "polling";
                });
    }

    /** The client's machine is switched off, and the network says so. */
    void leave() {
        session.close(CloseReason.CLOSED_BY_APPLICATION);
        exchanges.forEach(session::gone);
        links.forEach(link -> session.disconnected(link, false));
        bench.settle();
        var poll = bench.get(session);
        assertThat(poll.isAnswered()).isTrue();
    }
}
