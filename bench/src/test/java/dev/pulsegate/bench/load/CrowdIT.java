package dev.pulsegate.bench.load;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A crowd on real sockets, with servers that behave well and badly. */
class CrowdIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String SWITCHING_PROTOCOLS =
            "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: " + Target.ACCEPT + "\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stopServers() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void everyFrameOfEveryViewerIsCounted() throws Exception {
        var server = serveFrames(Duration.ofMillis(20));

        try (var crowd = crowd(server.actualPort(), 7, 0)) {
            crowd.open(LIMIT);
            crowd.beginWindow();
            var tally = until(crowd, seen -> seen.frames() >= 70);
            assertThat(tally.opened()).isEqualTo(7);
            assertThat(tally.handshakeMicros().getTotalCount()).isEqualTo(7);
            assertThat(tally.lostFrames()).isZero();
            assertThat(tally.outOfOrderFrames()).isZero();
            assertThat(tally.gapMicros().getTotalCount()).isBetween(tally.frames() - 7, tally.frames());
            assertThat(tally.handshakeFailures()).isEmpty();
            var atLast = crowd.leave(LIMIT);
            assertThat(atLast.closes()).isEmpty();
        }
    }

    @Test
    void lostAndRepeatedFramesAndNoticesAreTold() throws Exception {
        int port = serve(socket -> {
            socket.writeTextMessage(message(5));
            socket.writeTextMessage("{\"type\":\"gap\",\"lost_frames\":3}");
            socket.writeTextMessage(message(9));
            socket.writeTextMessage(message(9));
            socket.writeTextMessage("{\"type\":\"state\"}");
            socket.writeTextMessage(message(10));
        });

        try (var crowd = crowd(port, 1, 0)) {
            crowd.open(LIMIT);
            var tally = until(crowd, seen -> seen.frames() == 4);
            assertThat(tally.lostFrames()).isEqualTo(3);
            assertThat(tally.lossNotices()).isEqualTo(1);
            assertThat(tally.lostFramesByNotice()).isEqualTo(3);
            assertThat(tally.outOfOrderFrames()).isEqualTo(1);
            assertThat(tally.otherMessages()).isEqualTo(1);
        }
    }

    @Test
    void binaryFramesAreNumberedToo() throws Exception {
        int port = serve(socket -> {
            socket.writeBinaryMessage(Buffer.buffer().appendInt(0x01000000).appendIntLE(7));
            socket.writeBinaryMessage(Buffer.buffer().appendInt(0x01000000).appendIntLE(9));
            socket.writeBinaryMessage(Buffer.buffer("short"));
        });

        try (var crowd = crowd(port, 1, 0)) {
            crowd.open(LIMIT);
            var tally = until(crowd, seen -> seen.otherMessages() == 1);
            assertThat(tally.frames()).isEqualTo(2);
            assertThat(tally.lostFrames()).isEqualTo(1);
        }
    }

    @Test
    void pingsAreAnsweredWithTheirData() throws Exception {
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        int port = serve(socket -> {
            socket.pongHandler(data -> answers.add(data.toString()));
            socket.writePing(Buffer.buffer("are you there"));
        });

        try (var crowd = crowd(port, 1, 0)) {
            crowd.open(LIMIT);
            assertThat(answers.poll(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo("are you there");
        }
    }

    @Test
    void aCloseIsAnsweredAndToldWithItsCode() throws Exception {
        BlockingQueue<Short> codes = new LinkedBlockingQueue<>();
        int port = serve(socket -> {
            socket.closeHandler(ignored -> codes.add(socket.closeStatusCode()));
            socket.close((short) 4401, "sign in first");
        });

        try (var crowd = crowd(port, 3, 0)) {
            crowd.open(LIMIT);
            var tally = until(crowd, seen -> seen.closes().containsValue(3));
            assertThat(tally.closes()).containsOnlyKeys("4401 sign in first");
            assertThat(codes.poll(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo((short) 4401);
        }
    }

    @Test
    void refusedHandshakesAreToldByTheirStatus() throws Exception {
        var server = await(vertx.createHttpServer(onLoopback())
                .requestHandler(request -> request.response().setStatusCode(401).end("no"))
                .listen());

        try (var crowd = crowd(server.actualPort(), 2, 0)) {
            crowd.open(LIMIT);
            var tally = crowd.endWindow();
            assertThat(tally.opened()).isZero();
            assertThat(tally.handshakeFailures()).containsEntry("HTTP/1.1 401 Unauthorized", 2);
        }
    }

    @Test
    void aServerThatHangsUpOrNeverAnswersOrIsNotThereFailsTheHandshakeOnly() throws Exception {
        int hangsUp = serveBytes(socket -> socket.close());
        int silent = serveBytes(socket -> {});
        var gone = await(vertx.createHttpServer(onLoopback())
                .requestHandler(request -> {})
                .listen());
        int nobody = gone.actualPort();
        await(gone.close().map(ignored -> gone));

        assertThat(failures(hangsUp, LIMIT)).hasSize(1);
        assertThat(failures(silent, Duration.ofMillis(200))).containsExactly("not done in time");
        assertThat(failures(nobody, LIMIT)).containsExactly("Connection refused");
    }

    private List<String> failures(int port, Duration limit) throws Exception {
        try (var crowd = crowd(port, 1, 0)) {
            crowd.open(limit);
            return new ArrayList<>(crowd.endWindow().handshakeFailures().keySet());
        }
    }

    @Test
    void aFrameThatComesByteByByteIsOneFrame() throws Exception {
        int port = serveBytes(socket -> socket.handler(request -> {
            var payload = message(1);
            var bytes = Buffer.buffer(SWITCHING_PROTOCOLS)
                    .appendByte((byte) 0x81)
                    .appendByte((byte) payload.length())
                    .appendString(payload)
                    .appendByte((byte) 0x81)
                    .appendByte((byte) 0x80);
            writeByteByByte(socket, bytes, 0);
        }));

        try (var crowd = crowd(port, 1, 0)) {
            crowd.open(LIMIT);
            // The last frame is masked, which no server may do.
            var tally = until(crowd, seen -> !seen.closes().isEmpty());
            assertThat(tally.frames()).isEqualTo(1);
            assertThat(tally.closes()).containsOnlyKeys("a server must not mask frames");
        }
    }

    private static void writeByteByByte(NetSocket socket, Buffer bytes, int from) {
        if (from < bytes.length()) {
            socket.write(bytes.getBuffer(from, from + 1))
                    .onSuccess(ignored -> writeByteByByte(socket, bytes, from + 1));
        }
    }

    @Test
    void aStalledViewerReadsNothingUntilItLeaves() throws Exception {
        var server = serveFrames(Duration.ofMillis(1));

        try (var crowd = crowd(server.actualPort(), 1, 2)) {
            crowd.open(LIMIT);
            var tally = until(crowd, seen -> seen.frames() > 20);
            assertThat(tally.opened()).isEqualTo(3);
            assertThat(tally.gapMicros().getTotalCount()).isEqualTo(tally.frames() - 1);
            assertThat(crowd.leave(LIMIT).stalledViewersCut()).isZero();
        }
    }

    @Test
    void stalledViewersTheServerGaveUpAreTold() throws Exception {
        BlockingQueue<NetSocket> connections = new LinkedBlockingQueue<>();
        int port = serveBytes(socket -> socket.handler(request -> {
            socket.write(SWITCHING_PROTOCOLS);
            connections.add(socket);
        }));

        try (var crowd = crowd(port, 0, 2)) {
            crowd.open(LIMIT);
            for (int i = 0; i < 2; i++) {
                await(connections.poll(LIMIT.toSeconds(), TimeUnit.SECONDS).close());
            }
            assertThat(crowd.leave(LIMIT).stalledViewersCut()).isEqualTo(2);
        }
    }

    private static Crowd crowd(int port, int reading, int stalled) throws Exception {
        var target = new Target(URI.create("ws://127.0.0.1:" + port + "/any?token=x"));
        return new Crowd(target, new Crowd.Size(reading, stalled, 2, 1));
    }

    private static Tally until(Crowd crowd, Predicate<Tally> reached) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        var tally = crowd.endWindow();
        while (!reached.test(tally)) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            tally = crowd.endWindow();
        }
        return tally;
    }

    private HttpServer serveFrames(Duration period) {
        return await(vertx.createHttpServer(onLoopback())
                .webSocketHandler(socket -> vertx.setPeriodic(period.toMillis(), new Sender(socket)::send))
                .listen());
    }

    private int serve(Consumer<ServerWebSocket> behaviour) {
        HttpServer server = await(vertx.createHttpServer(onLoopback())
                .webSocketHandler(behaviour::accept)
                .listen());
        return server.actualPort();
    }

    private int serveBytes(Consumer<NetSocket> behaviour) {
        NetServer server =
                await(vertx.createNetServer().connectHandler(behaviour::accept).listen(0, "127.0.0.1"));
        return server.actualPort();
    }

    private static HttpServerOptions onLoopback() {
        return new HttpServerOptions().setHost("127.0.0.1").setPort(0);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private static String message(int seq) {
        return "{\"points\":[0.1,0.2],\"seq\":" + seq + ",\"stream\":\"demo\"}";
    }

    /** Sends frames, one at a time. */
    private static final class Sender {
        private final ServerWebSocket socket;
        private int seq;

        Sender(ServerWebSocket socket) {
            this.socket = socket;
        }

        void send(long timer) {
            if (!socket.isClosed()) {
                socket.writeTextMessage(message(seq++));
            }
        }
    }
}
