package dev.pulsegate.bench.socketio;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.socket.client.IO;
import io.socket.client.Socket;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.json.JSONException;
import org.json.JSONObject;

/** Workers of the prototype's kind: each registers for one space and answers every request with its own prompt. */
final class Crowd implements AutoCloseable {

    /** A long poll is answered by the next ping at the latest. */
    private static final Duration POLL_LIMIT = Duration.ofMinutes(2);

    private static final int REQUESTS_AT_ONCE = 10_000;

    private final OkHttpClient http;
    private final List<Socket> sockets = new ArrayList<>();
    private final CountDownLatch registered;
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger disconnects = new AtomicInteger();
    private volatile boolean leaving;

    private Crowd(int count) {
        // Its threads end with the process: the client does not bear an executor that ends before all polls have.
        var dispatcher = new Dispatcher(Executors.newVirtualThreadPerTaskExecutor());
        dispatcher.setMaxRequests(REQUESTS_AT_ONCE);
        dispatcher.setMaxRequestsPerHost(REQUESTS_AT_ONCE);
        this.http = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .readTimeout(POLL_LIMIT)
                .build();
        this.registered = new CountDownLatch(count);
    }

    /** Connects one worker for each space, by polling and by WebSocket in turn, and waits until all are registered. */
    static Crowd connect(int port, List<String> spaces, Duration limit) throws InterruptedException, TimeoutException {
        var crowd = new Crowd(spaces.size());
        for (int i = 0; i < spaces.size(); i++) {
            crowd.add(port, spaces.get(i), i % 2 == 0 ? "polling" : "websocket");
        }
        if (!crowd.registered.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            var missing = crowd.registered.getCount() + " workers did not get in, " + crowd.refused + " were refused";
            crowd.close();
            throw new TimeoutException(missing);
        }
        return crowd;
    }

    private void add(int port, String space, String transport) {
        var options = IO.Options.builder()
                .setForceNew(true)
                .setTransports(new String[] {transport})
                .build();
        options.callFactory = http;
        options.webSocketFactory = http;
        var socket = IO.socket(URI.create("http://127.0.0.1:" + port), options);
        socket.on(Socket.EVENT_CONNECT, arguments -> socket.emit("register", json("space_name", space)));
        socket.on(Socket.EVENT_DISCONNECT, arguments -> {
            if (!leaving) {
                disconnects.incrementAndGet();
            }
        });
        socket.on("register_response", arguments -> {
            if (((JSONObject) arguments[0]).optBoolean("success")) {
                registered.countDown();
            } else {
                refused.incrementAndGet();
            }
        });
        socket.on("inference_request", arguments -> socket.emit("inference_result", result((JSONObject) arguments[0])));
        sockets.add(socket);
        socket.connect();
    }

    private static JSONObject result(JSONObject request) {
        try {
            var prompt = request.getJSONObject("payload").getString("prompt");
            return json("request_id", request.getString("request_id"))
                    .put("status", "completed")
                    .put("result", json("text", prompt));
        } catch (JSONException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JSONObject json(String name, String value) {
        try {
            return new JSONObject().put(name, value);
        } catch (JSONException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** How many are connected now. */
    long connected() {
        return sockets.stream().filter(Socket::connected).count();
    }

    /** How often one of them lost its connection. */
    int disconnects() {
        return disconnects.get();
    }

    @Override
    public void close() {
        leaving = true;
        sockets.forEach(Socket::close);
    }
}
