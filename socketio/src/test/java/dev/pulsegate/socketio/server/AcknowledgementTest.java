package dev.pulsegate.socketio.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import org.junit.jupiter.api.Test;

import dev.pulsegate.socketio.engine.CloseReason;

import static org.assertj.core.api.Assertions.assertThat;

class AcknowledgementTest extends ConnectedClientTest {

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
}
