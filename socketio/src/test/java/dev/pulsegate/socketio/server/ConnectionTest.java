package dev.pulsegate.socketio.server;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.socketio.engine.CloseReason;
import dev.pulsegate.socketio.protocol.PacketLimits;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConnectionTest extends NamespacesTest {

    @Test
    void letsAClientInUnderAnIdOfItsOwn() throws Exception {
        var client = MemorySession.open(server).say("0");
        var socket = main.awaitSocket();
        assertThat(client.hear()).isEqualTo("0{\"sid\":\"" + socket.id() + "\"}");
        assertThat(socket.id()).hasSize(20).isNotEqualTo(client.id());
        assertThat(socket.isConnected()).isTrue();
        assertThat(requests.take().auth()).isEmpty();
    }

    @Test
    void saysWhoAsks() throws Exception {
        MemorySession.open(server).say("0{\"token\":\"123\"}");
        var request = requests.take();
        assertThat(request.namespace()).isEqualTo("/");
        assertThat(request.auth()).isEqualTo(JSON.objectNode().put("token", "123"));
        assertThat(request.handshake().header("authorization")).contains("Bearer x");
        assertThat(request.handshake().parameter("key")).contains("y");
        assertThat(request.toString()).doesNotContain("123");
    }

    @Test
    void connectsOneSessionToSeveralNamespaces() {
        var client = MemorySession.connect(server).say("0/other,");
        assertThat(client.hear())
                .isEqualTo("0/other,{\"sid\":\"" + other.awaitSocket().id() + "\"}");
        assertThat(other.awaitSocket().id()).isNotEqualTo(main.awaitSocket().id());
        client.say("2/other,[\"a\"]").say("2[\"b\"]");
        assertThat(other.awaitEvent().name()).isEqualTo("a");
        assertThat(main.awaitEvent().name()).isEqualTo("b");
    }

    @Test
    void refusesAnUnknownNamespace() {
        var client = MemorySession.open(server).say("0/random,{\"a\":1}");
        assertThat(client.hear()).isEqualTo("4/random,{\"message\":\"Invalid namespace\"}");
        client.say("0");
        assertThat(client.hear()).startsWith("0{");
    }

    @Test
    void refusesAClientWithWordsAndData() {
        var client = MemorySession.open(server).say("0/closed");
        assertThat(client.hear()).isEqualTo("4/closed,{\"message\":\"Not for you\"}");
        client.say("0/busy");
        assertThat(client.hear()).isEqualTo("4/busy,{\"message\":\"Busy\",\"data\":{\"retry_after\":7}}");
        client.say("0/busy");
        assertThat(client.hear()).startsWith("4/busy,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/broken", "/late", "/null"})
    void refusesAClientIfTheApplicationFails(String namespace) {
        var client = MemorySession.open(server).say("0" + namespace + ",");
        assertThat(client.hear()).isEqualTo("4" + namespace + ",{\"message\":\"Internal error\"}");
        client.say("0");
        assertThat(client.hear()).startsWith("0{");
    }

    @Test
    void decidesLaterWhileOtherNamespacesGoOn() {
        var client = MemorySession.connect(server).say("0/slow,").say("2[\"meanwhile\"]");
        assertThat(main.awaitEvent().name()).isEqualTo("meanwhile");
        assertThat(client.unheard()).isEmpty();
        var listener = new RecordingListener();
        slow.complete(Admission.accepted(listener));
        assertThat(client.hear()).startsWith("0/slow,{\"sid\":\"");
        client.say("2/slow,[\"a\"]");
        assertThat(listener.awaitEvent().name()).isEqualTo("a");
    }

    @Test
    void forgetsAClientThatLeavesBeforeItIsLetIn() {
        var listener = new RecordingListener();
        try (var direct = SocketIoServer.builder(SocketIoSettings.defaults())
                .namespace("/slow", request -> slow)
                .executor(Runnable::run)
                .build()) {
            var client = MemorySession.open(direct).say("0/slow");
            client.end(CloseReason.CONNECTION_LOST);
            slow.complete(Admission.accepted(listener));
            assertThat(client.unheard()).isEmpty();
            assertThat(listener.isConnected()).isFalse();
            assertThat(listener.isDisconnected()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "0/", "4{\"message\":\"x\"}", "2/other,[\"a\"]", "1/other,", "3/other,1[]", "abc", "2{}"})
    void closesTheSessionOfAClientThatBreaksTheRules(String packet) {
        var client = MemorySession.connect(server).say(packet);
        assertThat(client.awaitClose()).isEqualTo(CloseReason.MALFORMED);
        assertThat(main.awaitDisconnected()).isEqualTo(DisconnectReason.PROTOCOL_VIOLATION);
        assertThat(main.unread()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2[\"a\"]", "1", "31[]", "51-[\"a\",{\"_placeholder\":true,\"num\":0}]", "4{}", "abc", ""})
    void closesTheSessionOfAClientThatDoesNotConnectFirst(String packet) {
        var client = MemorySession.open(server).say(packet);
        if (packet.startsWith("5")) {
            client.say(1);
        }
        assertThat(client.awaitClose()).isEqualTo(CloseReason.MALFORMED);
        assertThat(requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2/slow,[\"a\"]", "1/slow,", "3/slow,1[]"})
    void closesTheSessionOfAClientThatDoesNotWaitUntilItIsLetIn(String packet) {
        var client = MemorySession.open(server).say("0/slow,").say(packet);
        assertThat(client.awaitClose()).isEqualTo(CloseReason.MALFORMED);
    }

    @Test
    void answersOnceIfAClientAsksAgainBeforeItIsLetIn() {
        var listener = new RecordingListener();
        var client = MemorySession.connect(server).say("0/slow,").say("0/slow,").say("2[\"meanwhile\"]");
        main.awaitEvent();
        slow.complete(Admission.accepted(listener));
        assertThat(client.hear())
                .isEqualTo("0/slow,{\"sid\":\"" + listener.awaitSocket().id() + "\"}");
        client.say("2[\"afterwards\"]");
        main.awaitEvent();
        assertThat(client.unheard()).isEmpty();
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void takesNothingAfterAViolation() {
        var client = MemorySession.connect(server).say("abc").say("2[\"a\"]").say("0/other");
        client.awaitClose();
        main.awaitDisconnected();
        assertThat(main.unread()).isZero();
        assertThat(client.unheard()).isEmpty();
    }

    @Test
    void worksOffWhatCameBeforeAViolation() {
        MemorySession.connect(server).say("2[\"a\"]").say("abc");
        assertThat(main.awaitEvent().name()).isEqualTo("a");
        main.awaitDisconnected();
    }

    @Test
    void limitsTheNamespacesOfASession() {
        serve(new SocketIoSettings(PATIENCE, 1, 10, 1_000_000, PacketLimits.defaults()));
        var client = MemorySession.connect(server).say("0/other");
        assertThat(client.hear()).isEqualTo("4/other,{\"message\":\"Too many namespaces\"}");
        client.say("1").say("0/other");
        assertThat(client.hear()).startsWith("0/other,{");
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void refusesNamespacesThatCannotBe() {
        var builder = SocketIoServer.builder(SocketIoSettings.defaults());
        NamespaceHandler handler = request -> slow;
        for (var name : List.of("", "x", "/a,b", "/a?b", "/a\nb", "/" + "a".repeat(256))) {
            assertThatThrownBy(() -> builder.namespace(name, handler)).isInstanceOf(IllegalArgumentException.class);
        }
        builder.namespace("/a", handler);
        assertThatThrownBy(() -> builder.namespace("/a", handler)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void holdsNothingForClientsThatAskInVain() {
        var client = MemorySession.open(server);
        for (int i = 0; i < 1000; i++) {
            client.say("0/none" + i);
        }
        Eventually.holds(PATIENCE, () -> assertThat(client.unheard()).hasSize(1000));
    }
}
