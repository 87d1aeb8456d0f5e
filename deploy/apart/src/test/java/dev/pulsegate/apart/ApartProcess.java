package dev.pulsegate.apart;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.pulsegate.testkit.process.RunningProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** PulseGate in a process of its own, apart or as one, as {@code ./pulsegate up} runs it, on any free port. */
final class ApartProcess implements AutoCloseable {

    /** Long enough for six processes to start on a machine that has other things to do. */
    private static final Duration LIMIT = Duration.ofMinutes(6);

    private static final Pattern ADDRESS = Pattern.compile("PulseGate runs at (http://[\\w.:-]+)");
    private static final Pattern REPLICA = Pattern.compile("-Dpulsegate\\.replica=([\\w-]+)");
    private static final Path FOLDER = Path.of(System.getProperty("apart.folder"));

    private final RunningProcess process;

    private ApartProcess(RunningProcess process) {
        this.process = process;
    }

    /** Starts the launcher. */
    static ApartProcess apart(Path data, String... options) {
        return start("apart", "target/pulsegate-apart.jar", data, options);
    }

    /** Starts the one process. */
    static ApartProcess asOne(Path data, String... options) {
        return start("standalone", "target/quarkus-app/quarkus-run.jar", data, options);
    }

    private static ApartProcess start(String module, String jar, Path data, String... options) {
        var folder = FOLDER.resolveSibling(module);
        var command = RunningProcess.javaCommand(System.getProperty("apart.agent", ""));
        command.add("@" + folder.resolve("jvm.options"));
        command.addAll(List.of("-jar", folder.resolve(jar).toString(), "--port", "0", "--data", data.toString()));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command);
        // These processes live for seconds: compiling them well would cost more than it saves.
        builder.environment().put("PULSEGATE_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        return new ApartProcess(RunningProcess.start(builder, LIMIT));
    }

    /** Where it is, once all is ready. */
    URI address() {
        return URI.create(process.awaitLine(ADDRESS).group(1));
    }

    /** The port a replica has for requests. */
    int portOf(String replica) {
        var where = Pattern.compile("  " + replica + "  http://127\\.0\\.0\\.1:(\\d+)  ");
        return Integer.parseInt(process.awaitLine(where).group(1));
    }

    /** Waits until it says something. */
    void awaitLine(String part) {
        process.awaitLine(Pattern.compile(Pattern.quote(part)));
    }

    String output() {
        return process.output();
    }

    /** The replicas' processes that run, by name. */
    Map<String, ProcessHandle> replicas() {
        var found = new TreeMap<String, ProcessHandle>();
        children().forEach(child -> nameOf(child).ifPresent(name -> found.put(name, child)));
        return found;
    }

    private Stream<ProcessHandle> children() {
        return process.handle().children();
    }

    private static Optional<String> nameOf(ProcessHandle child) {
        var words = Stream.of(child.info().arguments().orElse(new String[0]));
        return words.map(REPLICA::matcher)
                .filter(Matcher::matches)
                .map(name -> name.group(1))
                .findFirst();
    }

    /** SIGTERM; its exit code. */
    int terminate() {
        process.terminate();
        return process.awaitEnd();
    }

    /** SIGKILL: it cannot clean up. */
    void kill() {
        process.kill();
    }

    int awaitEnd() {
        return process.awaitEnd();
    }

    /** Ends what is left of it. */
    @Override
    public void close() {
        var left = replicas();
        if (process.isAlive()) {
            terminate();
        }
        left.values().forEach(replica -> assertThat(replica.onExit()).succeedsWithin(LIMIT));
    }
}
