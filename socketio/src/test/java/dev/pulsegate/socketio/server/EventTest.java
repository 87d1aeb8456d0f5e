package dev.pulsegate.socketio.server;

import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import org.junit.jupiter.api.Test;

import dev.pulsegate.socketio.engine.CloseReason;
import dev.pulsegate.socketio.engine.Message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventTest extends ConnectedClientTest {

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
