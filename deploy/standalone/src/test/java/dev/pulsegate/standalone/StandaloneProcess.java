package dev.pulsegate.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** The built standalone in a process of its own, as {@code ./pulsegate up} runs it, on any free port. */
final class StandaloneProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern RECORD = Pattern.compile("^(?=\\d\\d:\\d\\d:\\d\\d\\.\\d{3} )", Pattern.MULTILINE);
    private static final Pattern METRICS = Pattern.compile("metrics        (http://[\\w.:/-]+)");
    private static final Pattern ADDRESS = Pattern.compile("PulseGate runs at (http://[\\w.:-]+)");

    private final Process process;
    private final Path data;
    private final StringBuilder output = new StringBuilder();
    private final CompletableFuture<URI> address = new CompletableFuture<>();
    private final CompletableFuture<Void> endOfOutput = new CompletableFuture<>();

    private StandaloneProcess(Process process, Path data) {
        this.process = process;
        this.data = data;
    }

    /** Starts it and waits until it is up. */
    static StandaloneProcess up(Path data, String... options) throws IOException {
        return up(data, Map.of(), options);
    }

    /** The same with settings in its environment. */
    static StandaloneProcess up(Path data, Map<String, String> environment, String... options) throws IOException {
        return up(data, environment, List.of(), options);
    }

    /** The same with options for Java, which come after the usual ones. */
    static StandaloneProcess up(Path data, Map<String, String> environment, List<String> javaOptions, String... options)
            throws IOException {
        var standalone =
                launch(data, environment, javaOptions, Stream.concat(Stream.of("--port", "0"), Stream.of(options)));
        assertThat(CompletableFuture.anyOf(standalone.address, standalone.endOfOutput))
                .as("it is up or over")
                .succeedsWithin(LIMIT);
        assertThat(standalone.address)
                .as("it is up; it said:\n%s", standalone.output())
                .isCompleted();
        return standalone;
    }

    /** Starts it with a command line it is expected to end on by itself, and waits for that. */
    static StandaloneProcess refused(Path data, String... options) throws IOException {
        var standalone = launch(data, Map.of(), List.of(), Stream.of(options));
        standalone.awaitEnd();
        return standalone;
    }

    private static StandaloneProcess launch(
            Path data, Map<String, String> environment, List<String> javaOptions, Stream<String> options)
            throws IOException {
        var folder = Path.of(System.getProperty("standalone.folder"));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + folder.resolve("jvm.options"));
        // These processes live for seconds: compiling them well would cost more than it saves.
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(javaOptions);
        var agent = System.getProperty("standalone.agent", "");
        if (agent.startsWith("-javaagent")) {
            command.add(agent);
        }
        command.addAll(List.of(
                "-jar", folder.resolve("target/quarkus-app/quarkus-run.jar").toString(), "--data", data.toString()));
        options.forEach(command::add);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var standalone = new StandaloneProcess(builder.start(), data);
        Thread.ofVirtual().start(standalone::read);
        return standalone;
    }

    private void read() {
        try (var lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.append(line).append('\n');
                }
                var said = ADDRESS.matcher(line);
                if (said.find()) {
                    address.complete(URI.create(said.group(1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            endOfOutput.complete(null);
        }
    }

    URI address() {
        return address.join();
    }

    /** Where metrics are, for whoever is at this machine; the greeting's line for it may yet have to come. */
    URI metrics() {
        return Eventually.value(LIMIT, () -> {
            var said = METRICS.matcher(output());
            assertThat(said.find()).isTrue();
            return URI.create(said.group(1));
        });
    }

    String output() {
        synchronized (output) {
            return output.toString();
        }
    }

    /** What it logged, each record with its stack trace. */
    List<String> logged() {
        return RECORD.splitAsStream(output()).toList();
    }

    int exitCode() {
        return process.exitValue();
    }

    /** SIGTERM, as an operating system or container stops it. */
    void terminate() {
        // Through the handle: Process.destroy would close the output before the last words are read.
        process.toHandle().destroy();
        awaitEnd();
    }

    /** SIGKILL: it cannot clean up. */
    void kill() {
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    /** SIGSTOP: its connections stay open, and nothing comes from them. */
    void fallSilent() throws Exception {
        signal(process.toHandle(), "STOP");
    }

    /** SIGCONT: it goes on. */
    void goOn() throws Exception {
        signal(process.toHandle(), "CONT");
    }

    /** Sends a signal to a process. */
    static void signal(ProcessHandle process, String name) throws Exception {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** The database server's first process, if it runs. */
    Optional<ProcessHandle> databaseServer() throws IOException {
        var file = data.resolve("postgresql/postmaster.pid");
        return Files.exists(file)
                ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst()))
                : Optional.empty();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for it to end by itself. */
    void awaitEnd() {
        assertThat(process.onExit()).as("it ends").succeedsWithin(LIMIT);
        assertThat(endOfOutput).as("nothing holds its output open").succeedsWithin(LIMIT);
    }

    /** The server's own processes, found by the binaries they run. */
    static List<ProcessHandle> databaseProcesses(Path data) throws IOException {
        if (Files.notExists(data)) {
            return List.of();
        }
        var folder = data.toRealPath();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command()
                        .map(Path::of)
                        .filter(command -> command.startsWith(folder))
                        .isPresent())
                .toList();
    }

    /** A connection as the database's superuser, with the password kept in the data folder. */
    Connection connect(String database) throws IOException, SQLException {
        return connect(
                database,
                Files.readString(data.resolve("secrets/database-password")).strip());
    }

    Connection connect(String database, String password) throws IOException, SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + databasePort() + "/" + database, "postgres", password);
    }

    private String databasePort() throws IOException {
        return Files.readAllLines(data.resolve("postgresql/postmaster.pid")).get(3);
    }

    @Override
    public void close() throws IOException {
        if (process.isAlive()) {
            terminate();
        }
        for (var left : databaseProcesses(data)) {
            left.destroyForcibly();
            assertThat(left.onExit()).succeedsWithin(LIMIT);
        }
    }
}
