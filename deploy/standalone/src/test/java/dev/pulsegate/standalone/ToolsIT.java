package dev.pulsegate.standalone;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.cli.Shell;
import dev.pulsegate.tools.ToolsMain;
import dev.pulsegate.tools.installation.Installation;
import dev.pulsegate.worker.WorkerClient;
import dev.pulsegate.worker.WorkerEvent;
import dev.pulsegate.worker.connection.GatewayAddress;
import dev.pulsegate.worker.handler.EchoHandler;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code pulsegate check} and {@code pulsegate setup-space} against the one process. */
class ToolsIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pattern COMMAND =
            Pattern.compile("  (?:PULSEGATE_KEY=(\\S+) )?\\./pulsegate worker --host (\\S+) --spaces (\\S+)\n");

    @TempDir
    Path data;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);

    @Test
    void aFreshInstallationPassesAllChecksAndTheCommandThatSetupSpacePrintsServesItsSpace() throws Exception {
        try (var pulsegate = StandaloneProcess.up(SetUpFolder.at(data));
                var installation = new Installation(
                        GatewayAddress.parse(pulsegate.address().toString()))) {
            assertThat(check(pulsegate)).as(output()).isZero();
            assertThat(output()).contains("16 passed, 0 failed, 0 skipped in ").doesNotContain("admin123");
            assertThat(check(pulsegate, "--password", "wrong")).isEqualTo(1);
            assertThat(output()).contains("✗ Sign in", "the sign-in of admin was refused: ");
            assertThat(check(pulsegate, "--username", newcomer(installation), "--password", "four words make one"))
                    .isEqualTo(1);
            assertThat(output()).contains("✗ Who am I", "zoe is no administrator");

            var admin = installation.signIn("admin", "admin123");
            for (var what : List.of("/api/spaces", "/api/auth/keys")) {
                assertThat(admin.get(what).expect(200).path("total").asInt(-1))
                        .as(what)
                        .isZero();
            }
            assertThatTheCommandServes(setUp(pulsegate));
            assertThatTheCommandServes(setUp(pulsegate, "--access", "key"));
            assertThat(admin.get("/api/spaces").expect(200).path("total").asInt())
                    .isEqualTo(2);
        }
    }

    private static String newcomer(Installation installation) throws Exception {
        installation
                .signIn("admin", "admin123")
                .post(
                        "/api/auth/register",
                        installation.object().put("name", "zoe").put("password", "four words make one"))
                .expect(201);
        return "zoe";
    }

    private int check(StandaloneProcess pulsegate, String... words) {
        out.reset();
        return run("check", pulsegate, words);
    }

    private String setUp(StandaloneProcess pulsegate, String... words) {
        out.reset();
        assertThat(run("setup-space", pulsegate, words)).as(output()).isZero();
        return output();
    }

    private int run(String command, StandaloneProcess pulsegate, String... options) {
        var words =
                new ArrayList<>(List.of(command, "--host", pulsegate.address().toString()));
        words.addAll(List.of(options));
        return ToolsMain.program(new Shell(name -> null, print, print)).run(words);
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Does what the command would do: registers for the space, with the key if there is one. */
    private static void assertThatTheCommandServes(String output) throws InterruptedException {
        var command = COMMAND.matcher(output);
        assertThat(command.find()).as(output).isTrue();
        BlockingQueue<WorkerEvent> events = new LinkedBlockingQueue<>();
        var builder = WorkerClient.to(GatewayAddress.parse(command.group(2)))
                .spaces(command.group(3))
                .handler(new EchoHandler())
                .listener(events::add);
        Optional.ofNullable(command.group(1)).ifPresent(builder::accessKey);
        try (var worker = builder.build()) {
            Thread.ofVirtual().start(() -> run(worker));
            assertThat(events.poll(LIMIT.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(WorkerEvent.Registered.class);
        }
    }

    private static void run(WorkerClient worker) {
        try {
            worker.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
