package dev.pulsegate.apart.proxy;

import java.net.ConnectException;
import java.util.Iterator;
import java.util.Set;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.streams.Pipe;

import dev.pulsegate.apart.backend.Backend;
import dev.pulsegate.apart.backend.Backends;
import dev.pulsegate.apart.route.Routes;
import dev.pulsegate.apart.route.Service;

/** One request and its answer, passed on while they come; whoever does not read holds the other side up, not memory. */
final class Exchange {

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    /** What may be sent again when a replica dies over it: it changes nothing. */
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Vertx vertx;
    private final HttpClient client;
    private final Affinity affinity;
    private final HttpServerRequest request;
    private final HttpServerResponse answer;
    private final Service service;
    private final String address;
    private final Iterator<Backend> candidates;

    /** Null until a replica is connected to, and when it has answered. */
    private HttpClientRequest upstream;

    /** Null where there is no body. */
    private Pipe<Buffer> upload;

    private boolean clientGone;

    Exchange(Vertx vertx, HttpClient client, Backends backends, Door door, HttpServerRequest request) {
        this.vertx = vertx;
        this.client = client;
        this.affinity = new Affinity(backends);
        this.request = request;
        this.answer = request.response();
        this.service = Routes.serviceFor(request.path());
        this.address = door.clientOf(request);
        this.candidates = affinity.inOrder(request, service, address).iterator();
    }

    void begin() {
        answer.closeHandler(closed -> clientIsGone());
        answer.exceptionHandler(failure -> clientIsGone());
        request.exceptionHandler(failure -> clientIsGone());
        askNext();
    }

    private void clientIsGone() {
        clientGone = true;
        if (upstream != null) {
            upstream.reset();
        }
    }

    private void askNext() {
        if (clientGone) {
            return;
        }
        if (!candidates.hasNext()) {
            answer.putHeader(HttpHeaders.RETRY_AFTER, "1");
            refuse(503, "Service Unavailable", "No " + service.module() + " is ready.");
            return;
        }
        var backend = candidates.next();
        var options = new RequestOptions()
                .setMethod(request.method())
                .setHost("127.0.0.1")
                .setPort(backend.port())
                .setURI(target());
        client.request(options).onSuccess(made -> ask(backend, made)).onFailure(failure -> {
            if (failure instanceof ConnectException) {
                backend.setReady(false);
            }
            askNext();
        });
    }

    /** The path and query alone, however the client addressed it. */
    private String target() {
        var uri = request.uri();
        return uri.startsWith("/") ? uri : request.path() + (request.query() == null ? "" : "?" + request.query());
    }

    private void ask(Backend backend, HttpClientRequest made) {
        upstream = made;
        made.exceptionHandler(Guests::isTold);
        if (clientGone) {
            made.reset();
            return;
        }
        Heads.passOn(request, address, made.headers());
        if (Heads.asksForWebSocket(request)) {
            askForWebSocket(backend, made);
            return;
        }
        made.response().onSuccess(response -> passBack(backend, response)).onFailure(failure -> failed());
        if (Heads.hasBody(request.headers())) {
            upload(made);
        } else {
            request.resume();
            made.end();
        }
    }

    private void upload(HttpClientRequest made) {
        made.setChunked(request.headers().contains(HttpHeaders.TRANSFER_ENCODING));
        made.continueHandler(goOn -> {
            if (!answer.headWritten()) {
                answer.writeContinue();
            }
        });
        // The head first: who asks whether to go on sends nothing before.
        made.sendHead();
        upload = request.pipe().endOnFailure(false);
        // A replica that does not take all of it may have answered; if not, its answer fails too.
        upload.to(made).onFailure(broken -> {
            if (clientGone) {
                made.reset();
            }
        });
    }

    private void failed() {
        if (clientGone) {
            return;
        }
        if (answer.headWritten()) {
            request.connection().close();
        } else if (upload == null && SAFE.contains(request.method())) {
            askNext();
        } else {
            refuse(502, "Bad Gateway", "The " + service.module() + " that was asked went away before it answered.");
        }
    }

    private void refuse(int status, String title, String detail) {
        Answers.refuse(vertx, request, status, title, detail);
    }

    private void passBack(Backend backend, HttpClientResponse response) {
        if (clientGone) {
            return;
        }
        begin(backend, response);
        Heads.passBack(response.headers(), answer.headers());
        boolean streamed = response.getHeader(HttpHeaders.CONTENT_LENGTH) == null && mayHaveBody(response);
        answer.setChunked(streamed);
        var download = response.pipe().endOnFailure(false);
        if (streamed) {
            // The head at once: the first event may be long in coming.
            answer.write(Buffer.buffer());
        }
        download.to(answer).onSuccess(done -> end()).onFailure(broken -> request.connection()
                .close());
    }

    private void begin(Backend backend, HttpClientResponse response) {
        answer.setStatusCode(response.statusCode()).setStatusMessage(response.statusMessage());
        affinity.remember(request, backend, answer);
    }

    private boolean mayHaveBody(HttpClientResponse response) {
        return !request.method().equals(HttpMethod.HEAD)
                && response.statusCode() != NO_CONTENT
                && response.statusCode() != NOT_MODIFIED;
    }

    /** An answer may come before all of the request has, as a refusal does. */
    private void end() {
        if (!request.isEnded()) {
            if (upload != null) {
                upload.close();
            }
            // What a closed pipe leaves has no handler any more.
            upstream.exceptionHandler(Guests::isTold).reset();
            Answers.dropRest(vertx, request);
        }
        // Its connection may serve another request by now.
        upstream = null;
    }

    private void askForWebSocket(Backend backend, HttpClientRequest made) {
        request.resume();
        made.headers().set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE).set(HttpHeaders.UPGRADE, "websocket");
        made.connect()
                .onSuccess(response -> {
                    if (response.statusCode() == SWITCHING_PROTOCOLS) {
                        tunnel(backend, response);
                    } else {
                        passBack(backend, response);
                    }
                })
                .onFailure(failure -> failed());
    }

    /** From here on it is bytes both ways: frames, close codes and all. */
    private void tunnel(Backend backend, HttpClientResponse response) {
        var inside = response.netSocket().pause();
        begin(backend, response);
        Heads.passBack(response.headers(), answer.headers());
        answer.headers().set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE).set(HttpHeaders.UPGRADE, "websocket");
        request.toNetSocket()
                .onSuccess(outside -> {
                    // What ends one ends the other; both ways are told.
                    outside.pipeTo(inside).onFailure(broken -> inside.close());
                    inside.pipeTo(outside).onFailure(broken -> outside.close());
                })
                .onFailure(failure -> inside.close());
    }
}
