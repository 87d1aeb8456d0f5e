package dev.pulsegate.gateway.webhook;

import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;

/**
 * One request to a receiver and its answer, which can be broken off at any time. Of the answer only the status matters; its
 * body is read so that the receiver can finish in peace, and thrown away.
 */
final class HookExchange {

    private static final int MOST_BODY_BYTES = 64 << 10;

    private final Promise<Integer> done = Promise.promise();
    private HttpClientRequest request;
    private boolean over;
    /** Null until there is an answer. */
    private Integer status;

    private int bodyBytes;

    /** Sends it; what is returned completes with the answer's status once all of the answer is there. */
    CompletableFuture<Integer> begin(HttpClient http, RequestOptions options, Buffer body) {
        http.request(options)
                .compose(opened -> opened(opened) ? opened.send(body) : Future.failedFuture("too late"))
                .onSuccess(this::answered)
                .onFailure(done::tryFail);
        return done.future().toCompletionStage().toCompletableFuture();
    }

    /** False if it has been broken off. */
    private boolean opened(HttpClientRequest opened) {
        // Whatever a receiver does to the connection comes as the end of the exchange, and is no error of ours to be
        // logged.
        opened.connection().exceptionHandler(_ -> {});
        boolean tooLate;
        synchronized (this) {
            tooLate = over;
            request = opened;
        }
        if (tooLate) {
            opened.reset();
        }
        return !tooLate;
    }

    /** All on the connection's event loop from here on. */
    private void answered(HttpClientResponse response) {
        synchronized (this) {
            status = response.statusCode();
        }
        response.exceptionHandler(_ -> done.tryComplete(response.statusCode()));
        response.endHandler(_ -> done.tryComplete(response.statusCode()));
        response.handler(part -> {
            bodyBytes += part.length();
            if (bodyBytes > MOST_BODY_BYTES) {
                done.tryComplete(response.statusCode());
            }
        });
    }

    /** Ends the connection, whatever it is doing; tells the status if it came by then. */
    OptionalInt end() {
        HttpClientRequest open;
        Integer known;
        synchronized (this) {
            over = true;
            open = request;
            known = status;
        }
        if (open != null) {
            open.reset();
        }
        return known == null ? OptionalInt.empty() : OptionalInt.of(known);
    }
}
