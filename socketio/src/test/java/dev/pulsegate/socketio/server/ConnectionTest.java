package dev.pulsegate.socketio.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.socketio.engine.CloseReason;
import dev.pulsegate.socketio.protocol.PacketLimits;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConnectionTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final LinkedBlockingQueue<ConnectRequest> requests = new LinkedBlockingQueue<>();
    private final CompletableFuture<Admission> slow = new CompletableFuture<>();
    private final RecordingListener main = new RecordingListener();
    private final RecordingListener other = new RecordingListener();
    private SocketIoServer server = server(SocketIoSettings.defaults());

    private SocketIoServer server(SocketIoSettings settings) {
        return SocketIoServer.builder(settings)
                .namespace("/", request -> {
                    requests.add(request);
                    return CompletableFuture.completedStage(Admission.accepted(main));
                })
                .namespace("/other", request -> CompletableFuture.completedStage(Admission.accepted(other)))
                .namespace("/slow", request -> slow)
                .namespace("/closed", request -> CompletableFuture.completedStage(Admission.refused("Not for you")))
                .namespace(
                        "/busy",
                        request -> CompletableFuture.completedStage(
                                Admission.refused("Busy", JSON.objectNode().put("retry_after", 7))))
                .namespace("/broken", request -> {
                    throw new IllegalStateException("broken on purpose");
                })
                .namespace("/late", request -> CompletableFuture.failedStage(new IllegalStateException("on purpose")))
                .namespace("/null", request -> null)
                .build();
    }

    private void serve(SocketIoSettings settings) {
        server.close();
        server = server(settings);
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

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
    void closesASessionThatConnectsToNothingInTime() {
        serve(SocketIoSettings.defaults().withConnectTimeout(Duration.ofMillis(200)));
        assertThat(MemorySession.open(server).awaitClose()).isEqualTo(CloseReason.CLOSED_BY_APPLICATION);
        assertThat(MemorySession.open(server).say("0/closed").awaitClose())
                .isEqualTo(CloseReason.CLOSED_BY_APPLICATION);
        assertThat(MemorySession.open(server).say("0/slow").awaitClose()).isEqualTo(CloseReason.CLOSED_BY_APPLICATION);
    }

    @Test
    void closesASessionThatHasLeftItsLastNamespace() {
        serve(SocketIoSettings.defaults().withConnectTimeout(Duration.ofSeconds(1)));
        var client = MemorySession.open(server).say("0").say("0/other");
        other.awaitSocket();
        client.say("1");
        assertThat(main.awaitDisconnected()).isEqualTo(DisconnectReason.CLIENT_LEFT);
        var witness = MemorySession.open(server);
        witness.awaitClose();
        assertThat(client.isOpen()).isTrue();
        client.say("1/other");
        assertThat(client.awaitClose()).isEqualTo(CloseReason.CLOSED_BY_APPLICATION);
    }

    @Test
    void letsAClientLeaveANamespaceAndComeBack() {
        var client = MemorySession.connect(server);
        var first = main.awaitSocket();
        client.say("1");
        assertThat(main.awaitDisconnected()).isEqualTo(DisconnectReason.CLIENT_LEFT);
        assertThat(first.isConnected()).isFalse();
        assertThat(first.emit("late")).isFalse();
        client.say("0");
        assertThat(client.hear()).startsWith("0{").doesNotContain(first.id());
        client.say("2[\"again\"]");
        assertThat(main.awaitEvent().name()).isEqualTo("again");
        assertThat(first.emit("late")).isFalse();
    }

    @Test
    void dropsWhatWasOnItsWayToANamespaceThatWasLeft() {
        var client = MemorySession.connect(server).say("0/other");
        other.awaitSocket().disconnect();
        assertThat(client.hear()).startsWith("0/other,{");
        assertThat(client.hear()).isEqualTo("1/other,");
        client.say("2/other,1[\"a\"]").say("3/other,7[]").say("1/other,").say("2[\"b\"]");
        assertThat(main.awaitEvent().name()).isEqualTo("b");
        assertThat(other.unread()).isZero();
        assertThat(client.isOpen()).isTrue();
        assertThat(client.unheard()).isEmpty();
    }

    @Test
    void disconnectsAClientFromOneNamespace() {
        var client = MemorySession.connect(server).say("0/other");
        other.awaitSocket().disconnect();
        other.awaitSocket().disconnect();
        assertThat(other.awaitDisconnected()).isEqualTo(DisconnectReason.DISCONNECTED_BY_APPLICATION);
        assertThat(client.hear()).startsWith("0/other,{");
        assertThat(client.hear()).isEqualTo("1/other,");
        client.say("2[\"b\"]");
        assertThat(main.awaitEvent().name()).isEqualTo("b");
        assertThat(client.unheard()).isEmpty();
        assertThat(main.isDisconnected()).isFalse();
    }

    @Test
    void disconnectsAClientAltogether() {
        var client = MemorySession.connect(server).say("0/other");
        other.awaitSocket().disconnectSession();
        assertThat(main.awaitDisconnected()).isEqualTo(DisconnectReason.DISCONNECTED_BY_APPLICATION);
        assertThat(other.awaitDisconnected()).isEqualTo(DisconnectReason.DISCONNECTED_BY_APPLICATION);
        assertThat(client.awaitClose()).isEqualTo(CloseReason.CLOSED_BY_APPLICATION);
        assertThat(client.hear()).startsWith("0/other,{");
        assertThat(List.of(client.hear(), client.hear())).containsExactlyInAnyOrder("1", "1/other,");
    }

    @ParameterizedTest
    @EnumSource(CloseReason.class)
    void tellsEveryNamespaceWhenTheSessionEnds(CloseReason reason) {
        var client = MemorySession.connect(server).say("0/other");
        var socket = other.awaitSocket();
        client.end(reason);
        assertThat(main.awaitDisconnected())
                .isEqualTo(other.awaitDisconnected())
                .isEqualTo(DisconnectReason.of(reason));
        assertThat(main.awaitDisconnected().text()).isNotEmpty();
        assertThat(socket.isConnected()).isFalse();
        assertThat(socket.emit("late")).isFalse();
        assertThatThrownBy(() -> socket.emitWithAck("late", PATIENCE)
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(AckException.class);
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
    void disconnectsASocketWhoseListenerCannotBegin() {
        var failing = new RecordingListener() {
            @Override
            public void connected(SioSocket connected) {
                throw new IllegalStateException("on purpose");
            }
        };
        slow.complete(Admission.accepted(failing));
        var client = MemorySession.open(server).say("0/slow");
        assertThat(client.hear()).startsWith("0/slow,{");
        assertThat(client.hear()).isEqualTo("1/slow,");
        assertThat(failing.awaitDisconnected()).isEqualTo(DisconnectReason.DISCONNECTED_BY_APPLICATION);
    }

    @Test
    void tellsOfALeavingBeforeOfTheNextComing() throws Exception {
        var told = new LinkedBlockingQueue<String>();
        var release = new CountDownLatch(1);
        var listener = new SocketListener() {
            @Override
            public void connected(SioSocket socket) {
                told.add("connected");
            }

            @Override
            public void event(IncomingEvent event) {}

            @Override
            public void disconnected(DisconnectReason reason) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                told.add("disconnected");
            }
        };
        slow.complete(Admission.accepted(listener));
        var client = MemorySession.open(server).say("0/slow");
        assertThat(told.poll(15, TimeUnit.SECONDS)).isEqualTo("connected");
        client.say("1/slow").say("0/slow");
        release.countDown();
        assertThat(told.poll(15, TimeUnit.SECONDS)).isEqualTo("disconnected");
        assertThat(told.poll(15, TimeUnit.SECONDS)).isEqualTo("connected");
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
