package dev.pulsegate.tools;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.process.RunningProcess;
import dev.pulsegate.testkit.wait.Eventually;
import dev.pulsegate.tools.fake.FakeInstallation;
import dev.pulsegate.tools.fake.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged commands, in a process of their own. */
class PulsegateToolsIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private RunningProcess process;

    @AfterEach
    void stop() {
        if (process != null) {
            process.close();
        }
    }

    private void start(String... words) {
        var command = RunningProcess.javaCommand(System.getProperty("tools.agent", ""));
        command.addAll(List.of("-jar", System.getProperty("tools.jar")));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command);
        builder.environment().put("PULSEGATE_PASSWORD", FakeInstallation.PASSWORD);
        builder.environment().put("LC_ALL", "C");
        process = RunningProcess.start(builder, LIMIT);
    }

    @Test
    void aCheckEndsWithItsExitCodeAndWritesNoColoursIntoAFile() {
        try (var installation = new FakeInstallation(Fault.NO_ECG)) {
            start("check", "--host", installation.address().toString(), "--username", FakeInstallation.USERNAME);

            assertThat(process.awaitEnd()).as(process.output()).isZero();
            assertThat(process.output())
                    .contains("14 passed, 0 failed, 2 skipped in ")
                    .doesNotContain("\033");
        }
    }

    @Test
    void aSignalEndsACheckAndNothingIsLeft() {
        try (var installation = new FakeInstallation(Fault.ENDLESS_EVENTS)) {
            start("check", "--host", installation.address().toString(), "--username", FakeInstallation.USERNAME);
            Eventually.holds(LIMIT, () -> assertThat(installation.followers())
                    .as(process.output())
                    .isOne());
            process.terminate();

            assertThat(process.awaitEnd()).isEqualTo(143);
            assertThat(process.output())
                    .contains("! Interrupted; taking away what was made\n✓ Take away what was made");
            assertThat(installation.spaces()).isEmpty();
            assertThat(installation.keys()).isEmpty();
            assertThat(installation.sessions()).isZero();
        }
    }

    @Test
    void aCommandNobodyKnowsIsAnsweredWithTheUsage() {
        start("chekc");

        assertThat(process.awaitEnd()).isEqualTo(2);
        assertThat(process.output())
                .startsWith("pulsegate: no such command: chekc\nusage: pulsegate [")
                .contains("  check", "  setup-space");
    }
}
