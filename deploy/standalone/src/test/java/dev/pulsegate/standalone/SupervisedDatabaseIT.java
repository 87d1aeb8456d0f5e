package dev.pulsegate.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.testkit.wait.Eventually;
import dev.pulsegate.tools.installation.Account;
import dev.pulsegate.tools.installation.Answer;
import dev.pulsegate.tools.installation.CallException;
import dev.pulsegate.tools.installation.Installation;
import dev.pulsegate.worker.connection.GatewayAddress;
import dev.pulsegate.worker.handler.EchoHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The database inside dies, or its disk is full. */
@Timeout(300)
class SupervisedDatabaseIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int SUBMITTERS = 4;
    private static final int ACCEPTED_BETWEEN_KILLS = 20;

    @TempDir
    Path temporary;

    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private final Set<String> readinessSeen = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void aDatabaseThatIsKilledIsStartedAgainAndNothingAcceptedIsLost() throws Exception {
        try (var pulsegate = StandaloneProcess.up(SetUpFolder.at(temporary));
                var installation = installation(pulsegate)) {
            var admin = admin(installation);
            var space = makeSpace(installation, admin);
            try (var _ = TestWorker.start(pulsegate.address(), "MySpace", new EchoHandler())) {
                for (int i = 0; i < SUBMITTERS; i++) {
                    Thread.startVirtualThread(() -> submitUntilOver(installation, admin, space));
                }
                Thread.startVirtualThread(() -> readUntilOver(admin));
                for (var signal : List.of("KILL", "QUIT", "KILL")) {
                    awaitMoreAccepted();
                    keepASessionBusy(pulsegate);
                    var server = pulsegate.databaseServer();
                    StandaloneProcess.signal(server.orElseThrow(), signal);
                    Eventually.holds(LIMIT, () -> assertThat(pulsegate.databaseServer())
                            .isPresent()
                            .isNotEqualTo(server));
                }
                awaitMoreAccepted();
                over.set(true);

                Eventually.holds(LIMIT, () -> assertThat(unfinished(pulsegate)).isZero());
                assertThat(completed(pulsegate)).isGreaterThanOrEqualTo(accepted.size());
                for (var id : accepted) {
                    assertThat(admin.get("/api/requests/" + id)
                                    .expect(200)
                                    .path("status")
                                    .textValue())
                            .isEqualTo("completed");
                }
            } finally {
                over.set(true);
            }
            assertThat(readinessSeen).anyMatch(readiness -> readiness.contains("PostgreSQL has died"));
            assertThat(pulsegate.output()).contains("PostgreSQL runs again");
            assertThat(pulsegate.isAlive()).isTrue();
        }
    }

    @Test
    void aDatabaseThatCannotBeStartedAgainEndsTheProcessWithOneClearLine() throws Exception {
        var limit = Map.of("PULSEGATE_STANDALONE_DATABASE_RESTART_LIMIT", "2s");
        try (var pulsegate = StandaloneProcess.up(SetUpFolder.at(temporary), limit)) {
            var control = temporary.resolve("postgresql/global/pg_control");
            Files.move(control, control.resolveSibling("pg_control.lost"), StandardCopyOption.ATOMIC_MOVE);
            StandaloneProcess.signal(pulsegate.databaseServer().orElseThrow(), "KILL");

            pulsegate.awaitEnd();
            assertThat(pulsegate.exitCode()).isEqualTo(3);
            assertThat(pulsegate.output().lines().filter(line -> line.startsWith("pulsegate: ")))
                    .singleElement()
                    .asString()
                    .startsWith("pulsegate: PostgreSQL has died and could not be started again within 2 s: ")
                    .contains("pg_control");
            assertThat(StandaloneProcess.databaseProcesses(temporary)).isEmpty();
        }
    }

    @Test
    void aFullDiskIsSaidReadsGoOnAndWritingToOnceThereIsRoom() throws Exception {
        var disk = Files.createDirectory(temporary.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", disk.toString()),
                "this user may not mount a disk of its own");
        var data = disk.resolve("data");
        try (var pulsegate = StandaloneProcess.up(data);
                var installation = installation(pulsegate)) {
            var admin = admin(installation);
            var space = makeSpace(installation, admin);
            submit(installation, admin, space).expect(202);
            Eventually.holds(
                    LIMIT, () -> assertThat(data.resolve("disk-reserve")).exists());

            // Faster than anybody can look: the server's log finds no room, so it dies and cannot recover by itself.
            pulsegate.fallSilent();
            fill(disk.resolve("filler"));
            assertThatThrownBy(() -> writeLog(pulsegate)).isInstanceOf(SQLException.class);
            pulsegate.goOn();

            Eventually.holds(LIMIT, () -> {
                assertThat(admin.get("/api/spaces").status()).isEqualTo(200);
                var refused = submit(installation, admin, space);
                assertThat(refused.status()).as(refused.detail()).isEqualTo(507);
                assertThat(refused.detail()).contains("disk is full");
            });
            var account = installation.object().put("name", "zoe").put("password", "four words make one");
            var stream = installation.object().put("title", "Another");
            Eventually.holds(LIMIT, () -> {
                assertThat(admin.post("/api/auth/register", account).status()).isEqualTo(507);
                assertThat(admin.post("/api/ecg/streams", stream).status()).isEqualTo(507);
            });
            assertThat(admin.get("/q/health/ready").expect(200).toString()).contains("disk full: ");
            assertThat(admin.get("/q/health").expect(503).toString()).contains("disk full: ");

            Files.delete(disk.resolve("filler"));
            Eventually.holds(
                    LIMIT, () -> assertThat(submit(installation, admin, space).status())
                            .isEqualTo(202));
            Eventually.holds(
                    LIMIT, () -> assertThat(admin.get("/q/health").expect(200).toString())
                            .doesNotContain("disk full"));
            assertThat(data.resolve("disk-reserve")).exists();
        } finally {
            run("umount", "--lazy", disk.toString());
        }
    }

    private static Installation installation(StandaloneProcess pulsegate) throws Exception {
        return new Installation(GatewayAddress.parse(pulsegate.address().toString()));
    }

    private static Account admin(Installation installation) throws Exception {
        return installation.signIn("admin", "admin123");
    }

    private static String makeSpace(Installation installation, Account admin) throws Exception {
        return admin.post(
                        "/api/spaces",
                        installation.object().put("name", "MySpace").put("worker_access", "OPEN"))
                .expect(201)
                .path("id")
                .textValue();
    }

    private static Answer submit(Installation installation, Account admin, String space) throws CallException {
        return admin.post(
                "/api/spaces/" + space + "/requests", installation.object().put("prompt", "and now?"));
    }

    private void submitUntilOver(Installation installation, Account admin, String space) {
        while (!over.get()) {
            try {
                var answer = submit(installation, admin, space);
                if (answer.status() == 202) {
                    accepted.add(answer.body().path("id").textValue());
                }
            } catch (CallException e) {
                assertThat(e).as("not accepted, and so not to be found again").hasMessageContaining("/requests");
            }
        }
    }

    private void readUntilOver(Account admin) {
        while (!over.get()) {
            try {
                readinessSeen.add(admin.get("/q/health/ready").body().toString());
            } catch (CallException e) {
                readinessSeen.add(e.getMessage());
            }
        }
    }

    private void awaitMoreAccepted() {
        int before = accepted.size();
        Eventually.holds(LIMIT, () -> assertThat(accepted).hasSizeGreaterThan(before + ACCEPTED_BETWEEN_KILLS));
    }

    /** One that computes does not notice that its server has died. */
    private static void keepASessionBusy(StandaloneProcess pulsegate) throws Exception {
        var connection = pulsegate.connect("postgres");
        Thread.startVirtualThread(() -> {
            try (connection;
                    var statement = connection.createStatement()) {
                statement.execute("SELECT count(*) FROM generate_series(1, 1000000000000)");
            } catch (SQLException _) {
                // It is killed with its server.
            }
        });
        Eventually.holds(LIMIT, () -> assertThat(count(
                        pulsegate,
                        "postgres",
                        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%generate_series(1%'"
                                + " AND pid <> pg_backend_pid()"))
                .isPositive());
    }

    private static long unfinished(StandaloneProcess pulsegate) throws Exception {
        return count(pulsegate, "gateway", "SELECT count(*) FROM request WHERE status IN ('queued', 'processing')");
    }

    private static long completed(StandaloneProcess pulsegate) throws Exception {
        return count(pulsegate, "gateway", "SELECT count(*) FROM request WHERE status = 'completed'");
    }

    private static long count(StandaloneProcess pulsegate, String database, String sql) throws Exception {
        try (var connection = pulsegate.connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void fill(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            fill(out, new byte[1 << 20]);
            fill(out, new byte[1]);
        }
    }

    private static void fill(OutputStream out, byte[] piece) throws IOException {
        while (true) {
            try {
                out.write(piece);
            } catch (IOException full) {
                return;
            }
        }
    }

    /** Writes into the server's log, and nowhere else, until that fails. */
    private static void writeLog(StandaloneProcess pulsegate) throws Exception {
        try (var connection = pulsegate.connect("postgres");
                var statement = connection.createStatement()) {
            while (true) {
                statement.execute("SELECT pg_logical_emit_message(false, 'filler', repeat('x', 1000000))");
            }
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }
}
