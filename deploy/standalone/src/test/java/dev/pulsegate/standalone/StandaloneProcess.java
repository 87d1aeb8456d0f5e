package dev.pulsegate.standalone;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.pulsegate.testkit.process.RunningProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** The built standalone in a process of its own, as {@code ./pulsegate up} runs it, on any free port. */
final class StandaloneProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern RECORD = Pattern.compile("^(?=\\d\\d:\\d\\d:\\d\\d\\.\\d{3} )", Pattern.MULTILINE);
    private static final Pattern METRICS = Pattern.compile("metrics        (http://[\\w.:/-]+)");
    private static final Pattern ADDRESS = Pattern.compile("PulseGate runs at (http://[\\w.:-]+)");

    private final RunningProcess process;
    private final Path data;

    private StandaloneProcess(RunningProcess process, Path data) {
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
        standalone.address();
        return standalone;
    }

    /** Starts it with a command line it is expected to end on by itself, and waits for that. */
    static StandaloneProcess refused(Path data, String... options) throws IOException {
        var standalone = launch(data, Map.of(), List.of(), Stream.of(options));
        standalone.awaitEnd();
        return standalone;
    }

    /** Runs one of the commands beside {@code up}, and waits for its end. */
    static StandaloneProcess command(String name, Path file, Path data) throws IOException {
        var standalone = run(Map.of(), List.of(), Stream.of(name, file.toString(), "--data", data.toString()), data);
        standalone.awaitEnd();
        return standalone;
    }

    private static StandaloneProcess launch(
            Path data, Map<String, String> environment, List<String> javaOptions, Stream<String> options)
            throws IOException {
        return run(environment, javaOptions, Stream.concat(Stream.of("--data", data.toString()), options), data);
    }

    private static StandaloneProcess run(
            Map<String, String> environment, List<String> javaOptions, Stream<String> words, Path data)
            throws IOException {
        var folder = Path.of(System.getProperty("standalone.folder"));
        var command = RunningProcess.javaCommand(System.getProperty("standalone.agent", ""));
        command.add("@" + folder.resolve("jvm.options"));
        command.addAll(javaOptions);
        command.addAll(List.of(
                "-jar", folder.resolve("target/quarkus-app/quarkus-run.jar").toString()));
        words.forEach(command::add);
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return new StandaloneProcess(RunningProcess.start(builder, LIMIT), data);
    }

    URI address() {
        return URI.create(process.awaitLine(ADDRESS).group(1));
    }

    /** Where metrics are, for whoever is at this machine. */
    URI metrics() {
        return URI.create(process.awaitLine(METRICS).group(1));
    }

    String output() {
        return process.output();
    }

    /** What it logged, each record with its stack trace. */
    List<String> logged() {
        return RECORD.splitAsStream(output()).toList();
    }

    int exitCode() {
        return process.awaitEnd();
    }

    /** SIGTERM, as an operating system or container stops it. */
    void terminate() {
        process.terminate();
        awaitEnd();
    }

    /** SIGKILL: it cannot clean up. */
    void kill() {
        process.kill();
    }

    /** SIGSTOP: its connections stay open, and nothing comes from them. */
    void fallSilent() throws Exception {
        signal(process.handle(), "STOP");
    }

    /** SIGCONT: it goes on. */
    void goOn() throws Exception {
        signal(process.handle(), "CONT");
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
        process.awaitEnd();
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
