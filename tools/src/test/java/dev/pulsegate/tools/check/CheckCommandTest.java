package dev.pulsegate.tools.check;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.pulsegate.cli.Shell;
import dev.pulsegate.testkit.wait.Eventually;
import dev.pulsegate.tools.ToolsMain;
import dev.pulsegate.tools.fake.FakeInstallation;
import dev.pulsegate.tools.fake.Fault;

import static org.assertj.core.api.Assertions.assertThat;

class CheckCommandTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Map<String, String> environment, String... words) {
        var shell = new Shell(
                environment::get,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return ToolsMain.program(shell)
                .run(Stream.concat(Stream.of("check"), Stream.of(words)).toList());
    }

    /** Checks an installation as its administrator; whatever comes of it, no secret is printed. */
    private int check(FakeInstallation installation, String... words) {
        var all = Stream.concat(
                        Stream.of("--host", installation.address().toString(), "--username", FakeInstallation.USERNAME),
                        Stream.of(words))
                .toArray(String[]::new);
        int exitCode = run(Map.of("PULSEGATE_PASSWORD", FakeInstallation.PASSWORD), all);
        assertThat(out()).doesNotContain(FakeInstallation.SECRETS).doesNotContain(FakeInstallation.KEY);
        return exitCode;
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private List<String> lines(String sign) {
        return out().lines().filter(line -> line.startsWith(sign)).toList();
    }

    private static void assertClean(FakeInstallation installation) {
        assertThat(installation.spaces()).isEmpty();
        assertThat(installation.keys()).isEmpty();
        assertThat(installation.sessions()).isZero();
        Eventually.holds(LIMIT, () -> assertThat(installation.workers()).isZero());
    }

    @Test
    void anInstallationThatWorksPassesAndIsLeftAsItWas() {
        try (var installation = new FakeInstallation()) {
            assertThat(check(installation)).isZero();

            assertThat(out().lines()).first().isEqualTo("Checking " + installation.address());
            assertThat(lines("✓"))
                    .hasSize(16)
                    .allMatch(line -> line.matches("✓ .{36} +\\d+\\.\\d\\d s.*"))
                    .anyMatch(line -> line.matches("✓ Watch an ECG stream .* s  2 points of demo"));
            assertThat(out().lines()).last().asString().matches("16 passed, 0 failed, 0 skipped in \\d+\\.\\d\\d s");
            assertClean(installation);
        }
    }

    @Test
    void aWrongPasswordIsSaidAndNothingElseIsTried() {
        try (var installation = new FakeInstallation()) {
            assertThat(check(installation, "--password", "battery staple")).isEqualTo(1);

            assertThat(lines("✗"))
                    .singleElement()
                    .asString()
                    .startsWith("✗ Sign in")
                    .endsWith("the sign-in of root was refused: Name and password do not match.");
            assertThat(out()).doesNotContain("battery staple").contains("1 passed, 1 failed, 0 skipped, 13 not run");
        }
    }

    @Test
    void aHostThatIsDownIsSaid() {
        var installation = new FakeInstallation();
        installation.close();

        assertThat(check(installation)).isEqualTo(1);
        assertThat(lines("✗"))
                .singleElement()
                .asString()
                .endsWith(installation.address() + " cannot be reached: connection refused");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ANOTHER_SITE | Health | GET /q/health/ready answered 200, but not in JSON: is this a PulseGate?",
                "NOT_READY | Health | not ready: database",
                "NO_ADMIN | Who am I | root is no administrator, and only those can make a space: give another account",
                "QUEUES_FOR_NOBODY | Submit without a worker: 503 | POST /api/spaces/1/requests answered 202",
                "REFUSES_WORKERS | Connect a worker | the worker was refused: Not you.",
                "NO_PROGRESS | Follow its progress | not all of processing, progress, chunk and completed:"
                        + " processing, chunk, completed",
                "WRONG_RESULT | Get its result | the result is not what the worker sent",
                "CLOSES_ECG | Watch an ECG stream | /ws/ecg/stream sent nothing: it was closed with code 4403"
                        + " (not allowed)",
            })
    void whatIsWrongIsFoundAndNothingIsLeft(Fault fault, String name, String reason) {
        try (var installation = new FakeInstallation(fault)) {
            assertThat(check(installation)).isEqualTo(1);

            assertThat(lines("✗"))
                    .singleElement()
                    .asString()
                    .startsWith("✗ " + name + " ")
                    .endsWith(" s  " + reason);
            assertClean(installation);
        }
    }

    @Test
    void aFailureInASpaceDoesNotKeepTheEcgFromBeingChecked() {
        try (var installation = new FakeInstallation(Fault.WRONG_RESULT)) {
            assertThat(check(installation)).isEqualTo(1);

            assertThat(out()).contains("✓ Watch an ECG stream", "13 passed, 1 failed, 0 skipped, 2 not run");
        }
    }

    @ParameterizedTest
    @CsvSource({"NO_ECG, there is no ecg-service under this address", "HIDDEN_HEALTH, nobody tells it"})
    void whatIsNotThereIsSkippedWithANote(Fault fault, String note) {
        try (var installation = new FakeInstallation(fault)) {
            assertThat(check(installation)).isZero();

            assertThat(lines("-")).first().asString().contains("skipped: " + note);
            assertThat(lines("✗")).isEmpty();
        }
    }

    @Test
    void whatCannotBeTakenAwayIsSaid() {
        try (var installation = new FakeInstallation(Fault.KEEPS_SPACES)) {
            assertThat(check(installation)).isEqualTo(1);

            assertThat(lines("✗"))
                    .singleElement()
                    .asString()
                    .contains("space is left: DELETE /api/spaces/1 answered 500: The database is full.");
            assertThat(installation.keys()).isEmpty();
            assertThat(installation.sessions()).isZero();
        }
    }

    @Test
    void anInterruptEndsItAndNothingIsLeft() {
        try (var installation = new FakeInstallation(Fault.ENDLESS_EVENTS)) {
            var exitCode = new CompletableFuture<Integer>();
            var threads = new ArrayList<Thread>();
            Executor inAThread = work -> threads.add(Thread.ofVirtual().start(work));
            var checking = exitCode.completeAsync(() -> check(installation), inAThread);
            Eventually.holds(LIMIT, () -> assertThat(installation.followers()).isOne());
            threads.getFirst().interrupt();

            assertThat(checking).succeedsWithin(LIMIT).isEqualTo(1);
            assertThat(out()).contains("! Interrupted; taking away what was made\n✓ Take away what was made");
            assertClean(installation);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--colour | unknown option: --colour",
                "--host | --host needs a value",
                "--host --username | --host needs a value",
                "--host ftp://h | --host is not the address of an installation: not http, https, ws or wss: ftp",
                "--host https://example.org | a password is needed for admin: in the environment as"
                        + " PULSEGATE_PASSWORD, or with --password",
                "--username zoe | a password is needed for zoe: in the environment as PULSEGATE_PASSWORD, or with"
                        + " --password",
            })
    void whatMakesNoSenseIsRefusedWithTheUsage(String line, String message) {
        assertThat(run(Map.of(), line.split(" ", -1))).isEqualTo(2);

        assertThat(err()).startsWith("pulsegate check: " + message + "\nusage: pulsegate check");
        assertThat(out()).isEmpty();
    }

    @Test
    void helpIsPrinted() {
        assertThat(run(Map.of(), "--host", "x", "--help")).isZero();
        assertThat(out()).startsWith("usage: pulsegate check").contains("PULSEGATE_PASSWORD", "exit codes");
    }
}
