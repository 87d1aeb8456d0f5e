package dev.pulsegate.scenarios;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import dev.pulsegate.testkit.process.RunningProcess;
import dev.pulsegate.testkit.trace.TraceCollector;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** A PulseGate for the class that registers this: started before its first test, stopped after its last. */
final class RunningSite implements BeforeAllCallback, AfterAllCallback {

    private static final int TERMINATED = 128 + 15;
    /** Long enough for six processes to start on a machine that has other things to do. */
    private static final Duration LIMIT = Duration.ofMinutes(6);

    private static final Path DEPLOY = Path.of(System.getProperty("deploy.folder"));
    private static final Pattern ADDRESS = Pattern.compile("PulseGate runs at (http://[\\w.:-]+)");

    /** One that is told to stop leaves the others time to see it, and its peers time to go to them. */
    private static final Map<String, String> ONE_OF_SEVERAL =
            Map.of("PULSEGATE_PLATFORM_STOP_DELAY", "3s", "PULSEGATE_PLATFORM_STOP_WINDOW", "6s");

    private static final List<String> SERVICES = List.of("auth-service", "ecg-service", "space-gateway");

    private final Path folder;
    private final String jar;

    /** How many of each service are processes of their own; none where all are one process. */
    private final int replicas;

    private final TraceCollector collector = new TraceCollector();
    private Path data;
    private RunningProcess process;
    private int restarts;
    private Site site;

    private RunningSite(String folder, String jar, int replicas) {
        this.folder = DEPLOY.resolve(folder);
        this.jar = jar;
        this.replicas = replicas;
    }

    static RunningSite inOneProcess() {
        return new RunningSite("standalone", "quarkus-app/quarkus-run.jar", 0);
    }

    /** Each service in so many processes of its own, with a broker between them and one address in front. */
    static RunningSite apart(int replicas) {
        return new RunningSite("apart", "pulsegate-apart.jar", replicas);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        data = Files.createTempDirectory("pulsegate-scenarios");
        var command = RunningProcess.javaCommand("");
        command.add("@" + folder.resolve("jvm.options"));
        command.addAll(List.of("-jar", folder.resolve("target").resolve(jar).toString()));
        command.addAll(List.of("--port", "0", "--data", data.toString()));
        if (replicas > 0) {
            command.addAll(List.of("--replicas", Integer.toString(replicas)));
        }
        var builder = new ProcessBuilder(command);
        // Also for the processes that it starts: none lives long enough to be worth compiling well.
        builder.environment().put("PULSEGATE_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        // More newcomers come from here than from any address in ten minutes.
        builder.environment().put("PULSEGATE_AUTH_THROTTLE_REGISTRATIONS_PER_ADDRESS", "200");
        builder.environment().put("PULSEGATE_PLATFORM_TRACES_ENDPOINT", collector.endpoint());
        builder.environment().put("PULSEGATE_PLATFORM_TRACES_INTERVAL", "100ms");
        if (replicas > 1) {
            builder.environment().putAll(ONE_OF_SEVERAL);
        }
        process = RunningProcess.start(builder, LIMIT);
        var address = URI.create(process.awaitLine(ADDRESS).group(1));
        site = new Site(address, replicas == 0 ? List.of(address) : gateways(), collector);
    }

    private List<URI> gateways() {
        return IntStream.rangeClosed(1, replicas)
                .mapToObj(i -> addressOf("space-gateway-" + i))
                .toList();
    }

    private URI addressOf(String replica) {
        var line = Pattern.compile("  " + replica + "\\s+(http://[\\w.:-]+)");
        return URI.create(process.awaitLine(line).group(1));
    }

    /** Tells one replica of each service to stop, and waits until another process is ready in the place of each. */
    void restartReplicas(int number) {
        var names = SERVICES.stream().map(service -> service + "-" + number).toList();
        var leaving = names.stream().map(this::processOf).toList();
        leaving.forEach(ProcessHandle::destroy);
        leaving.forEach(each -> assertThat(each.onExit()).succeedsWithin(LIMIT));
        restarts += names.size();
        for (var name : names) {
            var ready = addressOf(name).resolve("/q/health/ready");
            Eventually.holds(LIMIT, () -> assertThat(status(ready)).isEqualTo(200));
        }
    }

    private ProcessHandle processOf(String replica) {
        return process.handle()
                .descendants()
                .filter(each -> each.info().commandLine().orElse("").contains("-Dpulsegate.replica=" + replica + " "))
                .findFirst()
                .orElseThrow();
    }

    /** 0 while nobody answers. */
    private static int status(URI address) throws InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException _) {
            return 0;
        }
    }

    Site site() {
        return site;
    }

    /** Nothing that happened may have ended it, or be an error. */
    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (process == null) {
            return;
        }
        try (var ended = process;
                var _ = collector) {
            assertThat(ended.isAlive()).as(ended.output()).isTrue();
            ended.terminate();
            ended.awaitEnd();
            assertThat(ended.lines())
                    .filteredOn(line -> line.contains(" ERROR "))
                    .hasSize(restarts)
                    .allMatch(
                            line -> line.contains("has ended with exit code " + TERMINATED + " and is started again"));
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
