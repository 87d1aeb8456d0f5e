package dev.pulsegate.standalone;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StandaloneIT {

    @TempDir
    Path temporary;

    @Test
    void aFirstStartMakesEverythingAndTheDatabaseIsDurableAndClosedToOthers() throws Exception {
        var data = temporary.resolve("a folder with spaces");

        try (var standalone = StandaloneProcess.up(data);
                var database = standalone.connect("postgres")) {
            assertThat(get(standalone.address().resolve("/q/health/live")).statusCode())
                    .isEqualTo(200);
            assertThat(get(standalone.metrics()).statusCode()).isEqualTo(200);
            assertThat(get(standalone.address().resolve("/q/metrics")).statusCode())
                    .isEqualTo(404);
            assertThat(standalone.output()).contains(data.toRealPath().toString(), "admin / admin123", "Ctrl+C");

            assertThat(query(database, "SHOW server_version")).startsWith("18.");
            assertThat(query(database, "SHOW fsync")).isEqualTo("on");
            assertThat(query(database, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(query(database, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(database, "SHOW data_checksums")).isEqualTo("on");
            assertThat(query(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(
                            database,
                            "SELECT string_agg(datname || ' ' || pg_get_userbyid(datdba), ', ' ORDER BY datname)"
                                    + " FROM pg_database WHERE datname IN ('auth', 'ecg', 'gateway')"))
                    .isEqualTo("auth pulsegate, ecg pulsegate, gateway pulsegate");
            assertThat(query(database, "SELECT rolsuper FROM pg_roles WHERE rolname = 'pulsegate'"))
                    .isEqualTo("f");
            assertThatThrownBy(() -> standalone.connect("auth", "guessed").close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            for (var secret : new String[] {"database-password", "signing-key-secret"}) {
                var file = data.resolve("secrets").resolve(secret);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
                assertThat(Files.readString(file).strip()).matches("[\\w-]{43}");
                assertThat(standalone.output())
                        .doesNotContain(Files.readString(file).strip());
            }
        }
    }

    @Test
    void aStopIsGracefulLeavesNoProcessAndKeepsTheData() throws Exception {
        var signingKeySecret = "";
        try (var standalone = StandaloneProcess.up(SetUpFolder.at(temporary))) {
            signingKeySecret = Files.readString(temporary.resolve("secrets/signing-key-secret"));
            remember(standalone, "kept");

            standalone.terminate();

            assertThat(StandaloneProcess.databaseProcesses(temporary)).isEmpty();
            assertThat(standalone.output()).contains("pulsegate stopped in");
            // The server says so of each connection that was still open when it was stopped.
            assertThat(temporary.resolve("postgresql.log"))
                    .content()
                    .contains("database system is shut down")
                    .doesNotContain("terminating connection");
        }

        try (var standalone = StandaloneProcess.up(temporary)) {
            assertThat(remembered(standalone)).isEqualTo("kept");
            assertThat(temporary.resolve("secrets/signing-key-secret")).hasContent(signingKeySecret);
        }
    }

    @Test
    void afterAKillTheNextStartStopsTheDatabaseLeftBehindAndFindsTheData() throws Exception {
        var left = new ArrayList<ProcessHandle>();
        try (var standalone = StandaloneProcess.up(SetUpFolder.at(temporary))) {
            remember(standalone, "committed");
            standalone.kill();
            left.addAll(StandaloneProcess.databaseProcesses(temporary));
            assertThat(left).as("PostgreSQL outlives a killed PulseGate").isNotEmpty();

            try (var next = StandaloneProcess.up(temporary)) {
                assertThat(left).noneMatch(ProcessHandle::isAlive);
                assertThat(remembered(next)).isEqualTo("committed");
            }
        }
    }

    @Test
    void aStartFindsTheDataAfterPulseGateAndPostgresqlWereKilledAndTheBinariesDamaged() throws Exception {
        try (var standalone = StandaloneProcess.up(SetUpFolder.at(temporary))) {
            remember(standalone, "committed");
            standalone.kill();
            for (var process : StandaloneProcess.databaseProcesses(temporary)) {
                process.destroyForcibly();
                process.onExit().get();
            }
        }
        try (var binaries = Files.find(temporary.resolve("binaries"), 9, (file, _) -> file.endsWith("initdb"))) {
            Files.delete(binaries.findFirst().orElseThrow());
        }
        // What a reboot leaves: the file names a process that is somebody else's by now.
        var pidFile = temporary.resolve("postgresql/postmaster.pid");
        var lines = Files.readAllLines(pidFile);
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(pidFile, lines);

        try (var standalone = StandaloneProcess.up(temporary)) {
            assertThat(remembered(standalone)).isEqualTo("committed");
        }
    }

    @Test
    void aSecondProcessOnTheSameFolderIsRefusedAndTheFirstGoesOn() throws Exception {
        try (var first = StandaloneProcess.up(SetUpFolder.at(temporary))) {
            try (var second = StandaloneProcess.refused(temporary, "--port", "0")) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.output())
                        .startsWith("pulsegate: The data folder " + temporary.toRealPath()
                                + " is in use by another PulseGate")
                        .hasLineCount(1);
                assertThat(get(first.address().resolve("/q/health/live")).statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void aPortInUseIsSaidInOneLineBeforeAnythingIsMade() throws Exception {
        var data = temporary.resolve("data");
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                var refused = StandaloneProcess.refused(data, "--port", Integer.toString(taken.getLocalPort()))) {
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output())
                    .startsWith("pulsegate: Port " + taken.getLocalPort() + " is in use")
                    .hasLineCount(1);
            assertThat(data).doesNotExist();
        }
    }

    @Test
    void anAddressOfAnotherMachineIsRefused() throws Exception {
        try (var refused = StandaloneProcess.refused(temporary, "--host", "192.0.2.1")) {
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output()).isEqualTo("pulsegate: 192.0.2.1 is not an address of this machine.\n");
        }
    }

    @Test
    void theDemoAccountIsRefusedWhereOthersCanReachIt() throws Exception {
        try (var refused = StandaloneProcess.refused(temporary, "--host", "0.0.0.0", "--port", "0")) {
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output()).contains("0.0.0.0", "add --no-demo").hasLineCount(1);
        }
    }

    @Test
    void withoutTheDemoAccountItListensForOthersTooAndLogsJsonIfAsked() throws Exception {
        try (var standalone = StandaloneProcess.up(temporary, "--host", "0.0.0.0", "--no-demo", "--json-logs")) {
            assertThat(standalone.output()).doesNotContain("admin123");
            assertThat(standalone.output().lines().filter(line -> line.startsWith("{")))
                    .anyMatch(line -> line.contains("\"message\":\"PulseGate runs at " + standalone.address()));
        }
    }

    @Test
    void anUnknownOptionIsRefusedWithTheUsage() throws Exception {
        try (var refused = StandaloneProcess.refused(temporary, "--prot", "1")) {
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.output()).startsWith("pulsegate up: unknown option: --prot\nusage: pulsegate up");
        }
    }

    @Test
    void dataOfAnotherMajorVersionAreLeftAlone() throws Exception {
        Files.createDirectories(temporary.resolve("postgresql"));
        Files.writeString(temporary.resolve("postgresql/PG_VERSION"), "17\n");

        try (var refused = StandaloneProcess.refused(temporary, "--port", "0")) {
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output())
                    .contains("are PostgreSQL 17's", "comes with PostgreSQL 18")
                    .hasLineCount(1);
            assertThat(temporary.resolve("postgresql")).isDirectoryNotContaining("glob:**/postgresql.conf");
        }
    }

    @Test
    void aLostPasswordIsSaidPlainly() throws Exception {
        Files.createDirectories(temporary.resolve("postgresql"));
        Files.writeString(temporary.resolve("postgresql/PG_VERSION"), "18\n");

        try (var refused = StandaloneProcess.refused(temporary, "--port", "0")) {
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output())
                    .contains("secrets/database-password is missing")
                    .hasLineCount(1);
        }
    }

    private static void remember(StandaloneProcess standalone, String text) throws Exception {
        try (var connection = standalone.connect("auth");
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE memory (text text)");
            statement.execute("INSERT INTO memory VALUES ('" + text + "')");
        }
    }

    private static String remembered(StandaloneProcess standalone) throws Exception {
        try (var connection = standalone.connect("auth")) {
            return query(connection, "SELECT text FROM memory");
        }
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static HttpResponse<String> get(URI address) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
