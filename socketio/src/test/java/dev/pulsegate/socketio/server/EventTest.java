package dev.pulsegate.socketio.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.socketio.engine.CloseReason;
import dev.pulsegate.socketio.engine.Message;
import dev.pulsegate.socketio.protocol.PacketLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int MAX_PENDING_ACKS = 3;
    private static final long MAX_WAITING_BYTES = 100_000;

    private final RecordingListener listener = new RecordingListener() {
        @Override
        public void event(IncomingEvent event) {
            super.event(event);
            handler.accept(event);
        }
    };
    private final SocketIoServer server = SocketIoServer.builder(
                    new SocketIoSettings(PATIENCE, 4, MAX_PENDING_ACKS, MAX_WAITING_BYTES, PacketLimits.defaults()))
            .namespace("/", request -> CompletableFuture.completedStage(Admission.accepted(listener)))
            .build();
    private final MemorySession client = MemorySession.connect(server);
    private final SioSocket socket = listener.awaitSocket();
    private volatile Consumer<IncomingEvent> handler = event -> {};

    @AfterEach
    void closeServer() {
        server.close();
    }

    private static AckException.Reason failure(CompletionStage<?> answer) {
        var thrown = new ArrayList<Throwable>();
        try {
            answer.toCompletableFuture().orTimeout(15, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            thrown.add(e.getCause());
        }
        assertThat(thrown).hasSize(1).first().isInstanceOf(AckException.class);
        return ((AckException) thrown.getFirst()).reason();
    }

    private static List<JsonNode> values(CompletionStage<List<JsonNode>> answer) {
        return answer.toCompletableFuture().orTimeout(15, TimeUnit.SECONDS).join();
    }

    @Test
    void hearsEventsInTheirOrder() {
        for (int i = 0; i < 200; i++) {
            client.say("2[\"count\"," + i + "]");
        }
        for (int i = 0; i < 200; i++) {
            var event = listener.awaitEvent();
            assertThat(event.name()).isEqualTo("count");
            assertThat(event.arg(0).intValue()).isEqualTo(i);
            assertThat(event.arg(1).isMissingNode()).isTrue();
            assertThat(event.wantsAck()).isFalse();
            assertThat(event.acknowledge()).isFalse();
            assertThat(event.socket()).isSameAs(socket);
        }
        assertThat(client.unheard()).isEmpty();
    }

    @Test
    void hearsBinaryEvents() {
        client.say("52-[\"a\",{\"_placeholder\":true,\"num\":0},{\"x\":{\"_placeholder\":true,\"num\":1}}]")
                .say(1, 2, 3)
                .say(4);
        var event = listener.awaitEvent();
        assertThat(event.arg(0)).isEqualTo(BinaryNode.valueOf(MemorySession.bytes(1, 2, 3)));
        assertThat(event.arg(1).get("x")).isEqualTo(BinaryNode.valueOf(MemorySession.bytes(4)));
    }

    @Test
    void answersAnEventOnce() {
        client.say("2456[\"a\"]");
        var event = listener.awaitEvent();
        assertThat(event.wantsAck()).isTrue();
        assertThat(event.acknowledge(JSON.numberNode(1), JSON.textNode("2"))).isTrue();
        assertThat(event.acknowledge()).isFalse();
        assertThat(client.hear()).isEqualTo("3456[1,\"2\"]");
        assertThat(client.unheard()).isEmpty();
    }

    @Test
    void answersWithBytes() {
        client.say("20[\"a\"]");
        listener.awaitEvent().acknowledge(BinaryNode.valueOf(MemorySession.bytes(7, 8)));
        assertThat(client.hear()).isEqualTo("61-0[{\"_placeholder\":true,\"num\":0}]");
        assertThat(client.hearBytes()).containsExactly(7, 8);
    }

    @Test
    void doesNotAnswerAClientThatIsGone() {
        client.say("21[\"a\"]");
        var event = listener.awaitEvent();
        client.say("1");
        listener.awaitDisconnected();
        assertThat(event.acknowledge()).isFalse();
        assertThat(client.unheard()).isEmpty();
    }

    @Test
    void emitsEvents() {
        assertThat(socket.emit("a", JSON.numberNode(1), JSON.objectNode().put("b", true)))
                .isTrue();
        assertThat(client.hear()).isEqualTo("2[\"a\",1,{\"b\":true}]");
        socket.emit("b", BinaryNode.valueOf(MemorySession.bytes(5)));
        assertThat(client.hear()).isEqualTo("51-[\"b\",{\"_placeholder\":true,\"num\":0}]");
        assertThat(client.hearBytes()).containsExactly(5);
    }

    @Test
    void emitsFromManyThreadsWithoutMixingAttachments() throws Exception {
        int threads = 4;
        int each = 100;
        var done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            byte mark = (byte) t;
            Thread.startVirtualThread(() -> {
                for (int i = 0; i < each; i++) {
                    socket.emit(
                            "t" + mark, BinaryNode.valueOf(new byte[] {mark}), BinaryNode.valueOf(new byte[] {mark}));
                }
                done.countDown();
            });
        }
        assertThat(done.await(15, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < threads * each; i++) {
            var mark = client.hear().charAt("52-[\"t".length()) - '0';
            assertThat(client.hearBytes()).containsExactly(mark);
            assertThat(client.hearBytes()).containsExactly(mark);
        }
    }

    @Test
    void refusesToEmitReservedNamesAndTooManyBytes() {
        assertThatThrownBy(() -> socket.emit("disconnect")).isInstanceOf(IllegalArgumentException.class);
        var many = new JsonNode[11];
        Arrays.fill(many, BinaryNode.valueOf(new byte[1]));
        assertThatThrownBy(() -> socket.emit("a", many)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> socket.emitWithAck("a", PATIENCE, many)).isInstanceOf(IllegalArgumentException.class);
        // What was refused is not waited for.
        for (int i = 0; i < MAX_PENDING_ACKS; i++) {
            socket.emitWithAck("b", PATIENCE);
            assertThat(client.hear()).endsWith("[\"b\"]");
        }
    }

    @Test
    void tellsWhenAClientIsTooSlow() {
        client.stall();
        assertThat(socket.emit("a")).isFalse();
        assertThat(listener.awaitDisconnected()).isEqualTo(DisconnectReason.CONNECTION_FAILED);
    }

    @Test
    void getsAnswersFromTheClient() {
        var first = socket.emitWithAck("a", PATIENCE, JSON.numberNode(1));
        var second = socket.emitWithAck("b", PATIENCE);
        assertThat(client.hear()).isEqualTo("20[\"a\",1]");
        assertThat(client.hear()).isEqualTo("21[\"b\"]");
        client.say("31[]").say("61-0[2,{\"_placeholder\":true,\"num\":0}]").say(9);
        assertThat(values(second)).isEmpty();
        assertThat(values(first)).containsExactly(JSON.numberNode(2), BinaryNode.valueOf(MemorySession.bytes(9)));
    }

    @Test
    void takesAnAnswerOnceAndIgnoresThoseItDoesNotWaitFor() {
        var answer = socket.emitWithAck("a", PATIENCE);
        client.say("39[7]").say("30[1]").say("30[2]").say("2[\"b\"]");
        assertThat(values(answer)).containsExactly(JSON.numberNode(1));
        assertThat(listener.awaitEvent().name()).isEqualTo("b");
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void closesTheSessionForAnAnswerThatMakesNoSense() {
        var answer = socket.emitWithAck("a", PATIENCE);
        client.say("30{}");
        assertThat(failure(answer)).isEqualTo(AckException.Reason.MALFORMED);
        assertThat(client.awaitClose()).isEqualTo(CloseReason.MALFORMED);
        listener.awaitDisconnected();
    }

    @Test
    void closesTheSessionForAnswersNobodyWaitsForThatMakeNoSense() {
        client.say("399{}");
        assertThat(client.awaitClose()).isEqualTo(CloseReason.MALFORMED);
    }

    @Test
    void stopsWaitingForAnAnswerThatDoesNotCome() {
        var answer = socket.emitWithAck("a", Duration.ofMillis(50));
        assertThat(failure(answer)).isEqualTo(AckException.Reason.TIMEOUT);
        client.say("30[\"late\"]").say("2[\"b\"]");
        assertThat(listener.awaitEvent().name()).isEqualTo("b");
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void waitsForSoManyAnswersOnly() {
        var answers = new ArrayList<CompletionStage<List<JsonNode>>>();
        for (int i = 0; i < MAX_PENDING_ACKS; i++) {
            answers.add(socket.emitWithAck("a", PATIENCE));
        }
        assertThat(failure(socket.emitWithAck("b", PATIENCE))).isEqualTo(AckException.Reason.TOO_MANY_PENDING);
        client.say("30[]");
        values(answers.getFirst());
        var more = socket.emitWithAck("c", PATIENCE);
        client.say("33[]");
        assertThat(values(more)).isEmpty();
        assertThat(client.unheard()).hasSize(MAX_PENDING_ACKS + 1);
    }

    @Test
    void stopsWaitingForAClientThatLeaves() {
        var answer = socket.emitWithAck("a", PATIENCE);
        client.say("1");
        assertThat(failure(answer)).isEqualTo(AckException.Reason.DISCONNECTED);
        assertThat(failure(socket.emitWithAck("b", PATIENCE))).isEqualTo(AckException.Reason.DISCONNECTED);
    }

    @Test
    void stopsWaitingForAClientThatIsDisconnectedOrLost() {
        var answer = socket.emitWithAck("a", PATIENCE);
        socket.disconnect();
        assertThat(failure(answer)).isEqualTo(AckException.Reason.DISCONNECTED);

        client.say("0");
        var other = new RecordingListener();
        var server2 = SocketIoServer.builder(SocketIoSettings.defaults())
                .namespace("/", request -> CompletableFuture.completedStage(Admission.accepted(other)))
                .build();
        var lost = MemorySession.connect(server2);
        var unanswered = other.awaitSocket().emitWithAck("a", PATIENCE);
        lost.end(CloseReason.PING_TIMEOUT);
        assertThat(failure(unanswered)).isEqualTo(AckException.Reason.DISCONNECTED);
        server2.close();
    }

    @Test
    void letsAHandlerWaitForAnAnswer() {
        var answered = new CompletableFuture<List<JsonNode>>();
        handler = event -> answered.complete(values(event.socket().emitWithAck("question", PATIENCE)));
        client.say("2[\"a\"]");
        assertThat(client.hear()).isEqualTo("20[\"question\"]");
        client.say("2[\"waits\"]").say("30[42]");
        assertThat(answered.orTimeout(15, TimeUnit.SECONDS).join()).containsExactly(JSON.numberNode(42));
    }

    @Test
    void goesOnAfterAHandlerThatFails() {
        handler = event -> {
            if (event.name().equals("bad")) {
                throw new IllegalStateException("on purpose");
            }
            if (event.name().equals("worse")) {
                throw new StackOverflowError();
            }
            event.acknowledge();
        };
        client.say("21[\"bad\"]").say("22[\"worse\"]").say("23[\"good\"]");
        assertThat(client.hear()).isEqualTo("33[]");
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void runsHandlersOnVirtualThreadsOneAtATime() throws Exception {
        var entered = new LinkedBlockingQueue<Boolean>();
        var release = new CountDownLatch(1);
        handler = event -> {
            entered.add(Thread.currentThread().isVirtual());
            await(release);
        };
        client.say("2[\"a\"]").say("2[\"b\"]");
        assertThat(entered.take()).isTrue();
        // The second would have entered long before a message has gone out and another come in.
        socket.emit("x");
        assertThat(client.hear()).isEqualTo("2[\"x\"]");
        assertThat(entered).isEmpty();
        release.countDown();
        assertThat(entered.take()).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void closesTheSessionOfAClientThatSendsMoreThanIsWorkedOff() {
        var release = new CountDownLatch(1);
        handler = event -> await(release);
        var large = "2[\"a\",\"" + "x".repeat(20_000) + "\"]";
        int sent = 0;
        while (client.isOpen() && sent < 100) {
            client.say(large);
            sent++;
        }
        assertThat(client.awaitClose()).isEqualTo(CloseReason.TOO_MANY_PACKETS);
        assertThat(sent).isEqualTo((int) (MAX_WAITING_BYTES / 20_000));
        assertThat(listener.isDisconnected()).isFalse();
        release.countDown();
        assertThat(listener.awaitDisconnected()).isEqualTo(DisconnectReason.PROTOCOL_VIOLATION);
    }

    @Test
    void countsAttachmentsAndSmallPacketsAmongWhatWaits() {
        var release = new CountDownLatch(1);
        handler = event -> await(release);
        int sent = 0;
        while (client.isOpen() && sent < 10_000) {
            client.say("2[1]");
            sent++;
        }
        assertThat(client.awaitClose()).isEqualTo(CloseReason.TOO_MANY_PACKETS);
        assertThat(sent).isBetween(100, 1000);

        var other = MemorySession.connect(server);
        int rounds = 0;
        while (other.isOpen() && rounds < 100) {
            other.say("51-[\"a\",{\"_placeholder\":true,\"num\":0}]");
            other.say(new int[40_000]);
            rounds++;
        }
        assertThat(rounds).isLessThan(5);
        release.countDown();
    }

    @Test
    void takesOnePacketHoweverLarge() {
        client.say("2[\"a\",\"" + "x".repeat((int) MAX_WAITING_BYTES * 2) + "\"]");
        assertThat(listener.awaitEvent().arg(0).textValue()).hasSize((int) MAX_WAITING_BYTES * 2);
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void losesNothingOfAClientThatSendsAndLeaves() {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        handler = event -> told.add(event.name());
        client.say("2[\"result\"]");
        client.end(CloseReason.CLIENT_LEFT);
        assertThat(listener.awaitDisconnected()).isEqualTo(DisconnectReason.CONNECTION_ENDED);
        assertThat(told).containsExactly("result");
    }

    @Test
    void hearsNothingMoreFromASocketItDisconnected() {
        handler = event -> event.socket().disconnect();
        client.say("2[\"a\"]").say("2[\"b\"]");
        assertThat(listener.awaitDisconnected()).isEqualTo(DisconnectReason.DISCONNECTED_BY_APPLICATION);
        assertThat(client.hear()).isEqualTo("1");
        assertThat(listener.awaitEvent().name()).isEqualTo("a");
        assertThat(listener.unread()).isZero();
    }

    @Test
    void doesNotShareWhatItSends() {
        var args = JSON.arrayNode().add(1);
        socket.emit("a", args);
        args.add(2);
        assertThat(client.unheard()).containsExactly(Message.text("2[\"a\",[1]]"));
    }
}
