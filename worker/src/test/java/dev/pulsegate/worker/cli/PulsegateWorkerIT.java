package dev.pulsegate.worker.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.process.RunningProcess;
import dev.pulsegate.worker.fake.Eventually;
import dev.pulsegate.worker.fake.FakeGateway;

import static dev.pulsegate.worker.fake.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** The packaged command, in a process of its own. */
class PulsegateWorkerIT {

    private final FakeGateway gateway = FakeGateway.start();
    private RunningProcess process;

    @AfterEach
    void stop() {
        if (process != null) {
            process.close();
        }
        gateway.close();
    }

    private void start(String... words) {
        var command = RunningProcess.javaCommand(System.getProperty("worker.agent", ""));
        command.addAll(List.of("-jar", System.getProperty("worker.jar"), "--spaces", "S", "--host"));
        command.add(gateway.address().toString());
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command);
        builder.environment().put("PULSEGATE_KEY", "pgk_env");
        builder.environment().put("LC_ALL", "C");
        process = RunningProcess.start(builder, Eventually.LIMIT);
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
        process.awaitLine(Pattern.compile("completed in"));
        process.terminate();

        assertThat(connection.closeCode()).isEqualTo(1000);
        assertThat(process.awaitEnd()).isZero();
        assertThat(process.lines())
                .startsWith("✓ Registration successful! Serving S with capacity 1", "> r (attempt 1) for S from alice")
                .anyMatch(line -> line.matches("✓ r \\(attempt 1\\) completed in \\d+\\.\\d\\d s"))
                .contains("! Taking no more requests; nothing is left to finish")
                .last()
                .asString()
                .matches("Received 1, completed 1, failed 0, canceled 0, reconnects 0, mean \\d+\\.\\d\\d s");
    }

    @Test
    void aSecondSignalEndsItAtOnceWithAllItStartedAndTheStatistics() {
        start("--handler", "exec:echo $$; sleep 600; true");
        var connection = gateway.registeredConnection();
        connection.request("r", 1);
        long pid = Long.parseLong(
                connection.next("inference_chunk").path("text").asText().strip());
        process.terminate();
        connection.next("drain");
        process.terminate();

        assertThat(process.awaitEnd()).isEqualTo(143);
        eventually("the command has ended", () -> ProcessHandle.of(pid)
                .flatMap(command -> command.info().command())
                .isEmpty());
        assertThat(process.output()).contains("Received 1, completed 0, failed 0, canceled 0");
    }

    @Test
    void itIsRefusedWithExitCode3() {
        start();
        var connection = gateway.connection();
        connection.next("register");
        connection.send("{'type':'register_response','success':false,'message':'There is no space S.'}");
        connection.close(4404, "not found");

        assertThat(process.awaitEnd()).isEqualTo(3);
        assertThat(process.output()).startsWith("✗ Refused: There is no space S\n");
    }

    @Test
    void itConnectsAgainAndCountsThat() {
        start("--handler", "echo", "--verbose");
        gateway.registeredConnection().close(1001, "the server is stopping");
        gateway.registeredConnection();
        process.awaitLine(Pattern.compile("Trying again in"));
        process.terminate();

        assertThat(process.awaitEnd()).isZero();
        assertThat(process.output())
                .contains("! Not connected: the server is stopping (code 1001). Trying again in ")
                .contains("reconnects 1");
    }
}
