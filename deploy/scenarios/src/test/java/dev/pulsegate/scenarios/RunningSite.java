package dev.pulsegate.scenarios;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import dev.pulsegate.testkit.process.RunningProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** A PulseGate for the class that registers this: started before its first test, stopped after its last. */
final class RunningSite implements BeforeAllCallback, AfterAllCallback {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Path DEPLOY = Path.of(System.getProperty("deploy.folder"));
    private static final Pattern ADDRESS = Pattern.compile("PulseGate runs at (http://[\\w.:-]+)");

    private final Path folder;
    private final String jar;

    /** How many of each service are processes of their own; none where all are one process. */
    private final int replicas;

    private Path data;
    private RunningProcess process;
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
        process = RunningProcess.start(builder, LIMIT);
        var address = URI.create(process.awaitLine(ADDRESS).group(1));
        site = new Site(address, replicas == 0 ? List.of(address) : gateways());
    }

    private List<URI> gateways() {
        return IntStream.rangeClosed(1, replicas)
                .mapToObj(i -> Pattern.compile("  space-gateway-" + i + "\\s+(http://[\\w.:-]+)"))
                .map(line -> URI.create(process.awaitLine(line).group(1)))
                .toList();
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
        try (var ended = process) {
            assertThat(ended.isAlive()).as(ended.output()).isTrue();
            ended.terminate();
            ended.awaitEnd();
            assertThat(ended.lines()).noneMatch(line -> line.contains(" ERROR "));
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
