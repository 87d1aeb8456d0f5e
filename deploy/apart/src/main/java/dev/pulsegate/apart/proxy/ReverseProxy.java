package dev.pulsegate.apart.proxy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;

import dev.pulsegate.apart.backend.Backends;

/** Listens, bounds what comes in, and makes an {@link Exchange} of each request. */
public final class ReverseProxy {

    private static final int MAX_HEAD_BYTES = 16 * 1024;
    private static final int MAX_REQUEST_LINE_BYTES = 8 * 1024;

    /** As services have it: nothing moves on the connection, in neither direction. */
    private static final int IDLE_SECONDS = 75;

    /**
     * The operating system's buffers, which also bound how old an ECG frame can be when a viewer with a slow line gets it:
     * left alone they grow to megabytes.
     */
    private static final int SOCKET_BUFFER_BYTES = 64 * 1024;

    private static final int CONNECT_LIMIT_MILLIS = 2_000;

    /** Below the services' 75 s: it is the proxy that ends an idle connection, never in the middle of a request. */
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final Vertx vertx;
    private final Context loop;
    private final HttpClient client;
    private final Backends backends;
    private final Guests guests;

    public ReverseProxy(Vertx vertx, Context loop, Backends backends) {
        this.vertx = vertx;
        this.loop = loop;
        this.backends = backends;
        this.guests = Guests.forThisHeap(vertx);
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setConnectTimeout(CONNECT_LIMIT_MILLIS)
                        .setReceiveBufferSize(SOCKET_BUFFER_BYTES)
                        .setHttp2ClearTextUpgrade(false))
                // As many as come in: each has one.
                .with(new PoolOptions().setHttp1MaxSize(guests.most()))
                .withConnectHandler(connection -> connection.exceptionHandler(Guests::isTold))
                .build();
    }

    /**
     * Opens a door.
     *
     * @return the TCP port, once it is open
     */
    public Future<Integer> listen(Door door, String host, int port) {
        var options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                .setIdleTimeout(IDLE_SECONDS)
                .setSendBufferSize(SOCKET_BUFFER_BYTES)
                .setHttp2ClearTextEnabled(false);
        Promise<Integer> opened = Promise.promise();
        loop.runOnContext(now -> vertx.createHttpServer(options)
                .connectionHandler(guests::arrived)
                .requestHandler(request -> take(door, request))
                .listen()
                .map(server -> server.actualPort())
                .onComplete(opened));
        return opened.future();
    }

    private void take(Door door, HttpServerRequest request) {
        request.pause();
        guests.begun(request);
        var path = request.path();
        if (path == null || !path.startsWith("/") || request.method().equals(HttpMethod.CONNECT)) {
            Answers.refuse(vertx, request, 400, "Bad Request", "The address is none.");
        } else if (request.headers().getAll("Host").size() != 1 || request.authority() == null) {
            Answers.refuse(vertx, request, 400, "Bad Request", "The Host is none.");
        } else {
            door.refusal(request)
                    .ifPresentOrElse(
                            why -> Answers.refuse(vertx, request, why.status(), why.title(), why.detail()),
                            () -> new Exchange(vertx, client, backends, door, request).begin());
        }
    }
}
