package dev.pulsegate.apart.proxy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import dev.pulsegate.apart.backend.Backends;
import dev.pulsegate.apart.route.Service;
import dev.pulsegate.platform.crosssite.ThisMachineOnly;
import dev.pulsegate.testkit.socket.RawPeer;

/** A proxy before two replicas of space-gateway, one of auth-service and none of ecg-service, with each kind of door. */
final class RunningProxy implements BeforeEachCallback, AfterEachCallback {

    private Vertx vertx;
    private List<RawBackend> all;
    private int front;
    private int demo;
    private int inner;

    @Override
    public void beforeEach(ExtensionContext context) {
        vertx = Vertx.vertx();
        all = List.of(
                new RawBackend(Service.GATEWAY, "space-gateway-1"),
                new RawBackend(Service.GATEWAY, "space-gateway-2"),
                new RawBackend(Service.AUTH, "auth-service-1"));
        var proxy = new ReverseProxy(
                vertx,
                vertx.getOrCreateContext(),
                new Backends(all.stream().map(RawBackend::backend).toList()));
        front = listen(proxy, new Door.Front());
        demo = listen(proxy, new Door.DemoFront(new ThisMachineOnly(Set.of(), false)));
        inner = listen(proxy, new Door.Inner());
    }

    private static int listen(ReverseProxy proxy, Door door) {
        return proxy.listen(door, "127.0.0.1", 0)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        all.forEach(RawBackend::close);
    }

    /** The replica of space-gateway that is asked; the other is not ready. */
    RawBackend gateway() {
        other().backend().setReady(false);
        return all.getFirst();
    }

    RawBackend other() {
        return all.get(1);
    }

    RawBackend auth() {
        return all.getLast();
    }

    /** Somebody at the address. */
    RawPeer peer() {
        return RawPeer.connect(front);
    }

    RawPeer atDemo() {
        return RawPeer.connect(demo);
    }

    RawPeer atInnerDoor() {
        return RawPeer.connect(inner);
    }

    /** Sends a head with these lines, each ended as it should. */
    static void send(RawPeer peer, String... lines) {
        var head = String.join(
                "\r\n", Stream.concat(Stream.of(lines), Stream.of("", "")).toList());
        peer.sendBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads an answer with a {@code Content-Length}; all of it. */
    static String answer(RawPeer peer) {
        var head = peer.readHead();
        int length = Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
        return head + new String(peer.readBytes(length), StandardCharsets.UTF_8);
    }
}
