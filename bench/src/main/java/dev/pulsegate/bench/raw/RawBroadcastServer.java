package dev.pulsegate.bench.raw;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;

/**
 * A broadcast server with nothing in it but the broadcast: a message of a given size for everyone, every so often. It
 * checks nobody, bounds nothing and watches over no connection. One verticle for each event loop, as many of them as
 * Quarkus has by default, and each writes to its own viewers.
 */
public final class RawBroadcastServer {

    /** As Quarkus reckons; Vert.x itself would take twice as many. */
    private static final int EVENT_LOOPS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final List<Loop> loops = new ArrayList<>();
    private final String filler;
    private long seq;

    private RawBroadcastServer(int messageBytes) {
        int rest = messageBytes - message(0, "").length();
        this.filler = "1".repeat(Math.max(0, rest));
    }

    /** One event loop's viewers. */
    private static final class Loop extends AbstractVerticle {

        private final int port;
        private final List<ServerWebSocket> viewers = new ArrayList<>();

        Loop(int port) {
            this.port = port;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                    .webSocketHandler(viewer -> {
                        viewers.add(viewer);
                        viewer.closeHandler(ignored -> viewers.remove(viewer));
                    })
                    .listen()
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        void broadcast(String message) {
            context.runOnContext(ignored -> viewers.forEach(viewer -> viewer.writeTextMessage(message)));
        }
    }

    /**
     * Runs until its standard input ends, so that it never outlives who started it.
     *
     * @param arguments the port, the size of a message in bytes, and the period in milliseconds
     */
    public static void main(String... arguments) throws IOException, InterruptedException {
        int port = Integer.parseInt(arguments[0]);
        int messageBytes = Integer.parseInt(arguments[1]);
        int periodMillis = Integer.parseInt(arguments[2]);
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));
        new RawBroadcastServer(messageBytes).start(vertx, port, periodMillis);
        System.out.println("listening");
        while (System.in.read() >= 0) {
            // nothing is said to it
        }
        var closed = new CountDownLatch(1);
        vertx.close().onComplete(ignored -> closed.countDown());
        closed.await();
    }

    private void start(Vertx vertx, int port, int periodMillis) throws InterruptedException {
        var deployed = new CountDownLatch(1);
        vertx.deployVerticle(
                        () -> {
                            var loop = new Loop(port);
                            synchronized (loops) {
                                loops.add(loop);
                            }
                            return loop;
                        },
                        new DeploymentOptions().setInstances(EVENT_LOOPS))
                .onSuccess(ignored -> deployed.countDown())
                .onFailure(RawBroadcastServer::giveUp);
        deployed.await();
        vertx.setPeriodic(periodMillis, timer -> {
            var message = message(seq++, filler);
            loops.forEach(loop -> loop.broadcast(message));
        });
    }

    private static void giveUp(Throwable failure) {
        System.err.println("cannot listen: " + failure.getMessage());
        System.exit(1);
    }

    /** Numbers of the same length all the way, so that every message has the size asked for. */
    private static String message(long seq, String filler) {
        return "{\"points\":[" + filler + "],\"seq\":" + (1_000_000 + seq) + '}';
    }
}
