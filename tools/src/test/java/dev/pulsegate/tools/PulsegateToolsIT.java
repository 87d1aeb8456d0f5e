package dev.pulsegate.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.testkit.wait.Eventually;
import dev.pulsegate.tools.fake.FakeInstallation;
import dev.pulsegate.tools.fake.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged commands, in a process of their own. */
class PulsegateToolsIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private Process process;

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private void start(String... words) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        var agent = System.getProperty("tools.agent", "");
        if (agent.startsWith("-javaagent")) {
            command.add(agent);
        }
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-jar", System.getProperty("tools.jar")));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("PULSEGATE_PASSWORD", FakeInstallation.PASSWORD);
        builder.environment().put("LC_ALL", "C");
        process = builder.start();
    }

    private int exitCode() {
        assertThat(process.onExit()).succeedsWithin(LIMIT);
        return process.exitValue();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    @Test
    void aCheckEndsWithItsExitCodeAndWritesNoColoursIntoAFile() throws IOException {
        try (var installation = new FakeInstallation(Fault.NO_ECG)) {
            start("check", "--host", installation.address().toString(), "--username", FakeInstallation.USERNAME);

            assertThat(exitCode()).as(output()).isZero();
            assertThat(output()).contains("14 passed, 0 failed, 2 skipped in ").doesNotContain("\033");
        }
    }

    @Test
    void aSignalEndsACheckAndNothingIsLeft() throws IOException {
        try (var installation = new FakeInstallation(Fault.ENDLESS_EVENTS)) {
            start("check", "--host", installation.address().toString(), "--username", FakeInstallation.USERNAME);
            Eventually.holds(
                    LIMIT,
                    () -> assertThat(installation.followers()).as(output()).isOne());
            process.toHandle().destroy();

            assertThat(exitCode()).isEqualTo(143);
            assertThat(output()).contains("! Interrupted; taking away what was made\n✓ Take away what was made");
            assertThat(installation.spaces()).isEmpty();
            assertThat(installation.keys()).isEmpty();
            assertThat(installation.sessions()).isZero();
        }
    }

    @Test
    void aCommandNobodyKnowsIsAnsweredWithTheUsage() throws IOException {
        start("chekc");

        assertThat(exitCode()).isEqualTo(2);
        assertThat(output())
                .startsWith("pulsegate: no such command: chekc\nusage: pulsegate [")
                .contains("  check", "  setup-space");
    }
}
