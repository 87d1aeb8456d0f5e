package dev.pulsegate.worker.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.worker.fake.Eventually;
import dev.pulsegate.worker.fake.FakeGateway;

import static dev.pulsegate.worker.fake.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** The packaged command, in a process of its own. */
class PulsegateWorkerIT {

    private final FakeGateway gateway = FakeGateway.start();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> endOfOutput = new CompletableFuture<>();
    private Process process;

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
        gateway.close();
    }

    private void start(String... words) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        var agent = System.getProperty("worker.agent", "");
        if (agent.startsWith("-javaagent")) {
            command.add(agent);
        }
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1", "-jar", System.getProperty("worker.jar"), "--spaces", "S", "--host"));
        command.add(gateway.address().toString());
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PULSEGATE_KEY", "pgk_env");
        builder.environment().put("LC_ALL", "C");
        process = builder.start();
        Thread.ofPlatform().daemon().start(this::read);
    }

    private void read() {
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            endOfOutput.complete(null);
        }
    }

    private String output() {
        return String.join("\n", lines);
    }

    private int exitCode() {
        assertThat(process.onExit()).as("it ends; it said:\n%s", output()).succeedsWithin(Eventually.LIMIT);
        assertThat(endOfOutput).succeedsWithin(Eventually.LIMIT);
        return process.exitValue();
    }

    /** Through the handle: Process.destroy would close the output before the last words are read. */
    private void terminate() {
        process.toHandle().destroy();
    }

    @Test
    void itRegistersServesAndDrainsOnSigterm() throws IOException {
        start("--handler", "exec:echo begun; read line; echo \"key=[$PULSEGATE_KEY]\"");
        var connection = gateway.connection();
        assertThat(connection.register().path("worker_name").asText())
                .isEqualTo(InetAddress.getLocalHost().getHostName());
        assertThat(gateway.tokenForm()).endsWith("client_secret=pgk_env");
        connection.request("r", 1);
        assertThat(connection.next("inference_chunk").path("text").asText()).isEqualTo("begun\n");
        assertThat(connection.next("inference_chunk").path("text").asText()).isEqualTo("key=[]\n");
        connection.result();
        eventually("it is done", () -> output().contains("completed in"));
        terminate();

        assertThat(connection.closeCode()).isEqualTo(1000);
        assertThat(exitCode()).isZero();
        assertThat(lines)
                .startsWith("✓ Registration successful! Serving S with capacity 1", "> r (attempt 1) for S from alice")
                .anyMatch(line -> line.matches("✓ r \\(attempt 1\\) completed in \\d+\\.\\d\\d s"))
                .contains("! Taking no more requests; nothing is left to finish")
                .last()
                .asString()
                .matches("Received 1, completed 1, failed 0, canceled 0, reconnects 0, mean \\d+\\.\\d\\d s");
    }

    @Test
    void aSecondSignalEndsItAtOnceWithAllItStartedAndTheStatistics() throws IOException {
        start("--handler", "exec:echo $$; sleep 600; true");
        var connection = gateway.registeredConnection();
        connection.request("r", 1);
        long pid = Long.parseLong(
                connection.next("inference_chunk").path("text").asText().strip());
        terminate();
        connection.next("drain");
        terminate();

        assertThat(exitCode()).isEqualTo(143);
        eventually("the command has ended", () -> ProcessHandle.of(pid)
                .flatMap(command -> command.info().command())
                .isEmpty());
        assertThat(output()).contains("Received 1, completed 0, failed 0, canceled 0");
    }

    @Test
    void itIsRefusedWithExitCode3() throws IOException {
        start();
        var connection = gateway.connection();
        connection.next("register");
        connection.send("{'type':'register_response','success':false,'message':'There is no space S.'}");
        connection.close(4404, "not found");

        assertThat(exitCode()).isEqualTo(3);
        assertThat(output()).startsWith("✗ Refused: There is no space S\n");
    }

    @Test
    void itConnectsAgainAndCountsThat() throws IOException {
        start("--handler", "echo", "--verbose");
        gateway.registeredConnection().close(1001, "the server is stopping");
        gateway.registeredConnection();
        eventually("it says so", () -> output().contains("Trying again in"));
        terminate();

        assertThat(exitCode()).isZero();
        assertThat(output())
                .contains("! Not connected: the server is stopping (code 1001). Trying again in ")
                .contains("reconnects 1");
    }
}
