package dev.pulsegate.bench.server;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.pulsegate.bench.load.Target;

/** PulseGate as {@code ./pulsegate up} runs it, in one process or apart, in a data folder of its own that is removed afterwards. */
public final class PulseGate implements Server {

    /** Long enough for six processes on a machine that has other things to do: each has to compute for ten seconds. */
    private static final Duration START_LIMIT = Duration.ofMinutes(6);

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);
    private static final String DEMO_NAME = "admin";
    private static final String DEMO_PASSWORD = "admin123";
    private static final int OK = 200;

    /** All the load comes from one address, and as one account. */
    private static final Map<String, String> BOUNDS = Map.of(
            "PULSEGATE_PLATFORM_CONNECTIONS_MAX", "50000",
            "PULSEGATE_PLATFORM_CONNECTIONS_MAX_PER_ADDRESS", "50000",
            "PULSEGATE_ECG_VIEWERS_PER_ACCOUNT", "50000");

    /** Where a launcher finds what Java is told for its replicas. */
    private static final String REPLICA_OPTIONS = "PULSEGATE_JAVA_OPTS";

    /** What it says when everything runs. */
    private static final String UP = "PulseGate runs at ";

    /** Where it says that a replica is. */
    private static final Pattern REPLICA = Pattern.compile("^ {2}[a-z]+-[a-z]+-\\d+ {2}(http://127\\.0\\.0\\.1:\\d+) ");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Setting setting;
    private final Shape shape;
    private final Path data;
    private final int port;
    /** Null for the default one. */
    private final String stream;

    /** Null for none. */
    private final String subprotocol;

    private volatile boolean restarting;
    private ServerProcess process;

    private PulseGate(Setting setting, Shape shape, Path data, int port, String stream, String subprotocol)
            throws IOException {
        this.setting = setting;
        this.shape = shape;
        this.data = data;
        this.port = port;
        this.stream = stream;
        this.subprotocol = subprotocol;
        this.process = launch();
    }

    /** Starts it; viewers watch the default stream. */
    public static PulseGate start(Setting setting) throws IOException, InterruptedException {
        return start(setting, Shape.oneProcess(), null, null);
    }

    /** Starts it put together otherwise. */
    public static PulseGate start(Setting setting, Shape shape) throws IOException, InterruptedException {
        return start(setting, shape, null, null);
    }

    /**
     * Starts it.
     *
     * @param stream the stream to watch, or null for the default one
     * @param subprotocol the subprotocol viewers ask for, or null for none
     */
    public static PulseGate start(Setting setting, String stream, String subprotocol)
            throws IOException, InterruptedException {
        return start(setting, Shape.oneProcess(), stream, subprotocol);
    }

    private static PulseGate start(Setting setting, Shape shape, String stream, String subprotocol)
            throws IOException, InterruptedException {
        var data = Files.createTempDirectory("pulsegate-bench");
        var server = new PulseGate(setting, shape, data, ServerProcess.freePort(), stream, subprotocol);
        server.awaitReady();
        return server;
    }

    /** Stops it and starts it again on the same folder and port. */
    public void restart() throws IOException, InterruptedException {
        restarting = true;
        process.close();
        restarting = false;
        process = launch();
        awaitReady();
    }

    /** Kills it as {@code kill -9} does and starts it again on the same folder and port. */
    public void killAndRestart() throws IOException, InterruptedException {
        restarting = true;
        process.kill();
        restarting = false;
        process = launch();
        awaitReady();
    }

    public ProcessHandle process() {
        return process.handle();
    }

    /** The processes of a service now, by its module's name; none where all are one process. */
    public List<ProcessHandle> replicas(String service) {
        return Shape.replicas(process(), service);
    }

    private ServerProcess launch() throws IOException {
        var app = shape.program(setting.home());
        if (!Files.exists(app)) {
            throw new IOException("PulseGate is not built: there is no " + app);
        }
        var program = Stream.concat(
                        Stream.of("-jar", app.toString(), "--port", Integer.toString(port), "--data", data.toString()),
                        shape.words().stream())
                .toList();
        return ServerProcess.start(
                setting.javaOptions(shape), program, environment(), setting.log("pulsegate"), this::ended);
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(BOUNDS);
        if (!setting.serverOptions().isEmpty()) {
            environment.put(REPLICA_OPTIONS, String.join(" ", setting.serverOptions()));
        }
        return environment;
    }

    private void ended() {
        if (!restarting && Files.exists(data)) {
            remove(data);
        }
    }

    /** Waits until all of it takes requests. */
    public void awaitReady() throws IOException, InterruptedException {
        try {
            process.awaitReady(this::isReady, START_LIMIT);
        } catch (IOException | InterruptedException e) {
            close();
            throw e;
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return process.hasSaid(UP) && isReady(uri("")) && areReplicasReady();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The address answers as soon as one of each service does. */
    private boolean areReplicasReady() throws IOException, InterruptedException {
        for (var address : process.said(REPLICA)) {
            if (!isReady(URI.create(address))) {
                return false;
            }
        }
        return true;
    }

    private boolean isReady(URI address) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address.resolve("/q/health/ready"))).statusCode() == OK;
    }

    @Override
    public String name() {
        return "pulsegate";
    }

    /** Signs in anew each time: a token is good for some minutes only, and a socket closes with its token. */
    @Override
    public Target target() throws IOException, InterruptedException {
        var token = URLEncoder.encode(signIn(), StandardCharsets.UTF_8);
        var which = stream == null ? "" : "&stream=" + URLEncoder.encode(stream, StandardCharsets.UTF_8);
        return new Target(URI.create("ws://127.0.0.1:" + port + "/ws/ecg/stream?token=" + token + which), subprotocol);
    }

    /** The folder that holds everything it keeps. */
    public Path data() {
        return data;
    }

    /** The TCP port it listens on, on the loopback address. */
    public int port() {
        return port;
    }

    /** An administrator's access token, good for some minutes. */
    public String signIn() throws IOException, InterruptedException {
        var mapper = new ObjectMapper();
        var credentials = mapper.createObjectNode().put("username", DEMO_NAME).put("password", DEMO_PASSWORD);
        var response = send(HttpRequest.newBuilder(uri("/api/auth/login"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(mapper.writeValueAsString(credentials))));
        if (response.statusCode() != OK) {
            throw new IOException("sign-in failed: " + response.statusCode() + ' ' + response.body());
        }
        return mapper.readTree(response.body()).path("access_token").asText();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(REQUEST_LIMIT).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public Optional<ProcessFigures> figures() {
        return Optional.of(process.figures());
    }

    @Override
    public void close() {
        process.close();
        http.close();
    }

    private static void remove(Path data) {
        try (var files = Files.walk(data)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println("cannot remove " + data + ": " + e.getMessage());
        }
    }
}
