package dev.pulsegate.tools.fake;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;

/**
 * What looks like an installation to a tool: a real HTTP and WebSocket server that keeps what it is given, answers as the
 * services do, and has the faults a test wants. It lets in {@link #USERNAME} with {@link #PASSWORD}.
 */
public final class FakeInstallation implements AutoCloseable {

    public static final String USERNAME = "root";
    public static final String PASSWORD = "correct horse";

    /** What must never be printed, but for a key that is made to be shown. */
    public static final List<String> SECRETS = List.of(PASSWORD, "token-of-the-person", "token-of-the-worker");

    public static final String KEY = "pgk_shown_once";

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Set<Fault> faults;
    private final Map<String, JsonObject> spaces = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> keys = new ConcurrentHashMap<>();
    private final Map<String, FakeRequest> requests = new ConcurrentHashMap<>();
    private final List<ServerWebSocket> workers = new CopyOnWriteArrayList<>();
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger followers = new AtomicInteger();

    /** Starts one on a free port. */
    public FakeInstallation(Fault... faults) {
        this.faults = Set.of(faults);
        server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(request -> request.body().onSuccess(body -> route(request, body.toString())))
                .webSocketHandler(this::socket);
        await(server.listen());
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    public List<JsonObject> spaces() {
        return List.copyOf(spaces.values());
    }

    public List<JsonObject> keys() {
        return List.copyOf(keys.values());
    }

    /** How many have signed in and not out. */
    public int sessions() {
        return sessions.get();
    }

    /** How many workers are connected. */
    public int workers() {
        return workers.size();
    }

    /** How often somebody has begun to follow a request. */
    public int followers() {
        return followers.get();
    }

    private boolean has(Fault fault) {
        return faults.contains(fault);
    }

    private void route(HttpServerRequest request, String body) {
        var path = request.path();
        if (has(Fault.ANOTHER_SITE)) {
            request.response().putHeader("Content-Type", "text/html").end("<h1>Welcome</h1>");
            return;
        }
        switch (request.method() + " " + path.replaceAll("/\\d+", "/{id}")) {
            case "GET /q/health/ready" -> health(request);
            case "POST /api/auth/login" -> signIn(request, new JsonObject(body));
            case "POST /api/auth/logout" -> {
                sessions.decrementAndGet();
                Reply.empty(request, 204);
            }
            case "POST /oauth/token" ->
                Reply.json(
                        request,
                        body.contains(KEY) && !keys.isEmpty() ? 200 : 401,
                        new JsonObject()
                                .put("access_token", "token-of-the-worker")
                                .put("expires_in", 600));
            case "GET /api/auth/me" ->
                Reply.json(
                        request,
                        200,
                        new JsonObject()
                                .put("name", USERNAME)
                                .put("roles", has(Fault.NO_ADMIN) ? List.of("USER") : List.of("USER", "ADMIN")));
            case "POST /api/auth/keys" -> make(request, keys, new JsonObject(body).put("key", KEY));
            case "DELETE /api/auth/keys/{id}" -> Reply.empty(request, keys.remove(Reply.id(path)) == null ? 404 : 204);
            case "POST /api/spaces" -> {
                if (has(Fault.NO_ADMIN)) {
                    Reply.problem(request, 403, "Not for you.");
                } else {
                    make(request, spaces, new JsonObject(body));
                }
            }
            case "DELETE /api/spaces/{id}" -> deleteSpace(request);
            case "GET /api/spaces/{id}/status" -> status(request);
            case "GET /api/spaces/{id}/queue" -> Reply.json(request, 200, new JsonObject().put("total", 0));
            case "POST /api/spaces/{id}/requests" -> submit(request, new JsonObject(body).getString("prompt"));
            case "GET /api/requests/{id}" ->
                Reply.json(request, 200, requests.get(Reply.id(path)).view());
            case "DELETE /api/requests/{id}" -> cancel(request);
            case "GET /api/requests/{id}/events" -> follow(request);
            case "GET /api/ecg/streams" -> streams(request);
            default -> Reply.problem(request, 404, "There is nothing here.");
        }
    }

    private void health(HttpServerRequest request) {
        if (has(Fault.HIDDEN_HEALTH)) {
            Reply.problem(request, 404, "There is nothing here.");
        } else if (has(Fault.NOT_READY)) {
            var database = new JsonObject().put("name", "database").put("status", "DOWN");
            var broker = new JsonObject().put("name", "broker").put("status", "UP");
            Reply.json(request, 503, new JsonObject().put("status", "DOWN").put("checks", List.of(broker, database)));
        } else {
            Reply.json(request, 200, new JsonObject().put("status", "UP").put("checks", List.of()));
        }
    }

    private void signIn(HttpServerRequest request, JsonObject credentials) {
        if (credentials.getString("name").equals(USERNAME)
                && credentials.getString("password").equals(PASSWORD)) {
            sessions.incrementAndGet();
            Reply.json(request, 200, new JsonObject().put("access_token", "token-of-the-person"));
        } else {
            Reply.problem(request, 401, "Name and password do not match.");
        }
    }

    private void make(HttpServerRequest request, Map<String, JsonObject> where, JsonObject what) {
        var id = Integer.toString(ids.incrementAndGet());
        where.put(id, what.put("id", id));
        Reply.json(request, 201, what);
    }

    private void deleteSpace(HttpServerRequest request) {
        if (has(Fault.KEEPS_SPACES)) {
            Reply.problem(request, 500, "The database is full.");
        } else {
            Reply.json(request, spaces.remove(Reply.id(request.path())) == null ? 404 : 200, new JsonObject());
        }
    }

    private void status(HttpServerRequest request) {
        Reply.json(
                request,
                200,
                new JsonObject()
                        .put("connected_workers", workers.size())
                        .put("queue_length", 0)
                        .put(
                                "running",
                                requests.values().stream()
                                        .filter(FakeRequest::isRunning)
                                        .count()));
    }

    private void submit(HttpServerRequest request, String prompt) {
        if (workers.isEmpty() && !has(Fault.QUEUES_FOR_NOBODY)) {
            Reply.problem(request, 503, "No worker is connected to this space.");
            return;
        }
        var submitted = new FakeRequest(Integer.toString(ids.incrementAndGet()), faults);
        requests.put(submitted.id(), submitted);
        workers.forEach(worker -> worker.writeTextMessage(submitted.handOver(prompt)));
        Reply.json(request, 202, submitted.view());
    }

    private void cancel(HttpServerRequest request) {
        var canceled = requests.get(Reply.id(request.path()));
        canceled.cancel();
        workers.forEach(worker -> worker.writeTextMessage(canceled.cancellation()));
        Reply.json(request, 200, canceled.view());
    }

    private void follow(HttpServerRequest request) {
        followers.incrementAndGet();
        var response = request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
        response.write(": welcome\n\n");
        requests.get(Reply.id(request.path())).whenOver(events -> {
            response.write(events);
            if (!has(Fault.ENDLESS_EVENTS)) {
                response.end();
            }
        });
    }

    private void streams(HttpServerRequest request) {
        if (has(Fault.NO_ECG)) {
            Reply.problem(request, 404, "There is nothing here.");
        } else {
            var items = List.of(new JsonObject().put("id", "demo"));
            Reply.json(request, 200, new JsonObject().put("items", items).put("total", 1));
        }
    }

    private void socket(ServerWebSocket socket) {
        if (socket.path().equals("/ws/ecg/stream")) {
            if (has(Fault.CLOSES_ECG)) {
                socket.close((short) 4403, "not allowed");
            } else {
                socket.writeTextMessage("{\"points\":[0.1,0.2]}");
            }
            return;
        }
        socket.closeHandler(_ -> workers.remove(socket));
        socket.textMessageHandler(text -> heard(socket, new JsonObject(text)));
    }

    private void heard(ServerWebSocket worker, JsonObject message) {
        if (!message.getString("type").equals("register")) {
            requests.get(message.getString("request_id")).heard(message);
            return;
        }
        var response = new JsonObject().put("type", "register_response");
        if (has(Fault.REFUSES_WORKERS)) {
            worker.writeTextMessage(
                    response.put("success", false).put("message", "Not you.").encode());
            worker.close((short) 4403, "not allowed");
        } else {
            workers.add(worker);
            worker.writeTextMessage(
                    response.put("success", true).put("message", "Registered.").encode());
        }
    }

    private static void await(Future<?> future) {
        future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
