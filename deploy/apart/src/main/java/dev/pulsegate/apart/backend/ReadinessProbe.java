package dev.pulsegate.apart.backend;

import java.net.ConnectException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/** Asks each replica once a second whether it takes requests. On one event loop. */
public final class ReadinessProbe {

    private static final int EVERY_MILLIS = 1_000;

    /** A replica that computes answers late and is no worse for it. */
    private static final int ANSWER_LIMIT_MILLIS = 3_000;

    /** One answer that does not come in time may be chance. */
    private static final int SILENCES = 2;

    private static final int OK = 200;
    private static final String READY = "/q/health/ready";

    private final Vertx vertx;
    private final HttpClient client;
    private final Backends backends;
    private long timer;

    /** How many times in a row one has not answered. */
    private final Map<Backend, Integer> silences = new HashMap<>();

    /** Those that have not answered yet. */
    private final Set<Backend> asked = new HashSet<>();

    public ReadinessProbe(Vertx vertx, Backends backends) {
        this.vertx = vertx;
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setKeepAlive(false)
                        .setConnectTimeout(ANSWER_LIMIT_MILLIS)
                        .setDefaultHost("127.0.0.1"))
                .withConnectHandler(connection -> connection.exceptionHandler(ReadinessProbe::isTold))
                .build();
        this.backends = backends;
    }

    /** Asks from now on, on the event loop this is called on. */
    public void start() {
        askAll();
        timer = vertx.setPeriodic(EVERY_MILLIS, now -> askAll());
    }

    /** Asks no more; on the same event loop, before what it asks by is closed. */
    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void askAll() {
        for (var backend : backends.all()) {
            if (asked.add(backend)) {
                ask(backend);
            }
        }
    }

    private void ask(Backend backend) {
        int port = backend.port();
        var options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(READY)
                .setTimeout(ANSWER_LIMIT_MILLIS);
        client.request(options)
                .compose(request ->
                        request.exceptionHandler(ReadinessProbe::isTold).send().compose(ReadinessProbe::read))
                .onComplete(answer -> {
                    asked.remove(backend);
                    if (backend.port() == port) {
                        learn(backend, answer.succeeded() ? answer.result() : null, answer.cause());
                    }
                });
    }

    private static Future<Integer> read(HttpClientResponse response) {
        return response.end().map(response.statusCode());
    }

    /** The answer fails, too. */
    private static void isTold(Throwable broken) {
        // Vert.x logs what nobody takes.
    }

    private void learn(Backend backend, Integer status, Throwable failure) {
        if (status != null) {
            silences.remove(backend);
            backend.answers();
            backend.setReady(status == OK);
        } else if (failure instanceof ConnectException || silences.merge(backend, 1, Integer::sum) >= SILENCES) {
            backend.setReady(false);
        }
    }
}
