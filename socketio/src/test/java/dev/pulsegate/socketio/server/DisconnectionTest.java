package dev.pulsegate.socketio.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.pulsegate.socketio.engine.CloseReason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DisconnectionTest extends NamespacesTest {

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
}
