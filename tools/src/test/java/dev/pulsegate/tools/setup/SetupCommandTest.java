package dev.pulsegate.tools.setup;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.pulsegate.cli.Shell;
import dev.pulsegate.tools.ToolsMain;
import dev.pulsegate.tools.fake.FakeInstallation;
import dev.pulsegate.tools.fake.Fault;

import static org.assertj.core.api.Assertions.assertThat;

class SetupCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(FakeInstallation installation, String... words) {
        var all = Stream.concat(
                        Stream.of(
                                "--host", installation.address().toString(), "--admin-user", FakeInstallation.USERNAME),
                        Stream.of(words))
                .toList();
        return run(Map.of("PULSEGATE_PASSWORD", FakeInstallation.PASSWORD), all);
    }

    private int run(Map<String, String> environment, List<String> words) {
        var shell = new Shell(
                environment::get,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        int exitCode = ToolsMain.program(shell)
                .run(Stream.concat(Stream.of("setup-space"), words.stream()).toList());
        assertThat(out()).doesNotContain(FakeInstallation.SECRETS);
        return exitCode;
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void onThisMachineTheSpaceIsOpenAndTheWorkersCommandIsPrinted() {
        try (var installation = new FakeInstallation()) {
            assertThat(run(installation)).isZero();

            var space = installation.spaces().getFirst();
            assertThat(space.getString("name")).matches("TestSpace_\\d{10}");
            assertThat(space.getString("worker_access")).isEqualTo("OPEN");
            assertThat(out().lines())
                    .containsExactly(
                            "✓ Signed in as root",
                            "✓ Space created: " + space.getString("name"),
                            "Any worker may serve it. Start one with:",
                            "  ./pulsegate worker --host " + installation.address() + " --spaces "
                                    + space.getString("name"));
            assertThat(installation.keys()).isEmpty();
            assertThat(installation.sessions()).isZero();
        }
    }

    @Test
    void forAKeyedSpaceAKeyIsMadeThatServesJustThat() {
        try (var installation = new FakeInstallation()) {
            assertThat(run(installation, "--access", "key")).isZero();

            var space = installation.spaces().getFirst();
            assertThat(space.getString("worker_access")).isEqualTo("KEY");
            assertThat(installation.keys().getFirst().getJsonArray("spaces")).containsExactly(space.getString("name"));
            assertThat(out())
                    .contains("  PULSEGATE_KEY=" + FakeInstallation.KEY + " ./pulsegate worker --host "
                            + installation.address() + " --spaces " + space.getString("name"));
        }
    }

    @Test
    void whoIsNoAdministratorIsToldSo() {
        try (var installation = new FakeInstallation(Fault.NO_ADMIN)) {
            assertThat(run(installation)).isEqualTo(1);

            assertThat(out()).contains("✗ the account is no administrator, and only those can make a space");
            assertThat(installation.sessions()).isZero();
        }
    }

    @Test
    void aWrongPasswordIsSaid() {
        try (var installation = new FakeInstallation()) {
            assertThat(run(installation, "--admin-pass=--wrong")).isEqualTo(1);

            assertThat(out()).isEqualTo("✗ the sign-in of root was refused: Name and password do not match.\n");
        }
    }

    @Test
    void theOptionsOfTheAccountAreNamedAsTheOtherCommandsNameThem() {
        try (var installation = new FakeInstallation()) {
            var words = List.of(
                    "--host",
                    installation.address().toString(),
                    "--username",
                    FakeInstallation.USERNAME,
                    "--password",
                    FakeInstallation.PASSWORD);

            assertThat(run(Map.of(), words)).isZero();
        }
    }

    @Test
    void optionsThatMakeNoSenseAreRefusedAndHelpIsPrinted() {
        assertThat(run(Map.of(), List.of("--access", "everybody"))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith(
                        "pulsegate setup-space: --access is one of open, key: everybody\nusage: pulsegate setup-space");
        assertThat(run(Map.of(), List.of("-h"))).isZero();
        assertThat(out()).startsWith("usage: pulsegate setup-space");
    }
}
