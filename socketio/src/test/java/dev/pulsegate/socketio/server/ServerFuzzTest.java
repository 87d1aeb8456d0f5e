package dev.pulsegate.socketio.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.pulsegate.socketio.engine.CloseReason;
import dev.pulsegate.socketio.protocol.PacketFuzz;
import dev.pulsegate.testkit.log.CapturedLog;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code -Dsocketio.fuzz.count} says how many packets, {@code -Dsocketio.fuzz.seed} which. */
class ServerFuzzTest {

    private static final int PACKETS = Integer.getInteger("socketio.fuzz.count", 100_000);
    private static final long SEED = Long.getLong("socketio.fuzz.seed", 4);
    private static final int MOST_PACKETS_OF_A_SESSION = 30;
    private static final long GROWTH_BYTES = 20_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicInteger disconnected = new AtomicInteger();
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();

    /** Does with events what an application may do, and sometimes fails. */
    private final class Application implements SocketListener {

        @Override
        public void connected(SioSocket socket) {
            connected.incrementAndGet();
        }

        @Override
        public void event(IncomingEvent event) {
            events.incrementAndGet();
            switch (event.name()) {
                case "echo" -> event.socket().emit("echo", event.args().toArray(JsonNode[]::new));
                case "ask" -> {
                    asked.incrementAndGet();
                    var _ = event.socket()
                            .emitWithAck("question", PATIENCE)
                            .whenComplete((values, failure) -> answered.incrementAndGet());
                }
                case "leave" -> event.socket().disconnect();
                default -> event.acknowledge(event.args().toArray(JsonNode[]::new));
            }
        }

        @Override
        public void disconnected(DisconnectReason reason) {
            disconnected.incrementAndGet();
        }
    }

    private SocketIoServer server(Executor executor) {
        NamespaceHandler everybody = request -> CompletableFuture.completedStage(Admission.accepted(new Application()));
        return SocketIoServer.builder(SocketIoSettings.defaults())
                .namespace("/", everybody)
                .namespace("/other", everybody)
                .executor(executor)
                .build();
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void survivesWhateverClientsSend() {
        try (var server = server(Runnable::run);
                var log = new CapturedLog()) {
            run(server, new PacketFuzz(SEED), PACKETS / 10);
            var before = usedBytes();
            run(server, new PacketFuzz(SEED + 1), PACKETS);

            assertThat(log.alarms()).isEmpty();
            assertThat(events.get()).isGreaterThan(PACKETS / 10);
            assertThat(connected.get()).isGreaterThan(PACKETS / 100).isEqualTo(disconnected.get());
            assertThat(asked.get()).isGreaterThan(PACKETS / 100).isEqualTo(answered.get());
            Eventually.holds(PATIENCE, () -> assertThat(usedBytes() - before).isLessThan(GROWTH_BYTES));
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void survivesItOnManyThreads() throws Exception {
        try (var server = server(task -> Thread.startVirtualThread(task));
                var log = new CapturedLog()) {
            var clients = new Thread[4];
            for (int i = 0; i < clients.length; i++) {
                long seed = SEED + 10 + i;
                clients[i] = Thread.startVirtualThread(() -> run(server, new PacketFuzz(seed), PACKETS / 4));
            }
            for (var client : clients) {
                client.join();
            }
            Eventually.holds(PATIENCE, () -> {
                assertThat(disconnected.get()).isEqualTo(connected.get());
                assertThat(answered.get()).isEqualTo(asked.get());
            });
            assertThat(connected.get()).isGreaterThan(PACKETS / 100);
            assertThat(log.alarms()).isEmpty();
        }
    }

    private static void run(SocketIoServer server, PacketFuzz fuzz, int packets) {
        for (int sent = 0; sent < packets; ) {
            var session = fuzz.below(4) > 0 ? MemorySession.connect(server) : MemorySession.open(server);
            for (int i = fuzz.below(MOST_PACKETS_OF_A_SESSION); i >= 0 && session.isOpen(); i--) {
                fuzz.next().forEach(session::say);
                sent++;
            }
            session.end(CloseReason.CONNECTION_LOST);
        }
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
