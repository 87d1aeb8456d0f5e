package dev.pulsegate.embedded.backup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.embedded.folder.StartupFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a backup brings back. */
class BackupTest {

    /** One for all tests: to start a database takes seconds. */
    @TempDir
    static Path data;

    private static TestFolder running;

    @TempDir
    Path folder;

    private Path file;

    @BeforeAll
    static void startDatabase() {
        running = new TestFolder(data);
    }

    @AfterAll
    static void stopDatabase() {
        running.close();
    }

    @BeforeEach
    void nameFile() {
        file = folder.resolve("backup.tar.gz");
    }

    private TestFolder restored() {
        new Restore(file).into(folder.resolve("restored"));
        return new TestFolder(folder.resolve("restored"));
    }

    /** A row goes into one database and then into the other: at no moment has the second more than the first. */
    @Test
    void allDatabasesAreOfOneMomentWhileTheyAreWrittenTo() throws Exception {
        running.execute("auth", "create table written (n bigint primary key, filling text default repeat('x', 2000))");
        running.execute("gateway", "create table written (n bigint primary key)");
        var written = new CountDownLatch(50);
        var enough = new AtomicBoolean();
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var writer = writers.submit(() -> {
                writeUntil(enough, written);
                return null;
            });
            written.await();
            long before = running.number("gateway", "select count(*) from written");

            new Backup(data).writeTo(file);

            enough.set(true);
            writer.get();
            try (var restored = restored()) {
                long first = restored.number("auth", "select count(*) from written");
                long second = restored.number("gateway", "select count(*) from written");
                assertThat(second).isBetween(before, first);
                assertThat(first - second).isLessThanOrEqualTo(1);
                assertThat(restored.number("auth", "select max(n) from written"))
                        .isEqualTo(first);
            }
        } finally {
            enough.set(true);
        }
    }

    private void writeUntil(AtomicBoolean enough, CountDownLatch written) throws SQLException {
        try (var first = running.connect("auth");
                var second = running.connect("gateway");
                var intoFirst = first.prepareStatement("insert into written (n) values (?)");
                var intoSecond = second.prepareStatement("insert into written (n) values (?)")) {
            for (long n = 1; !enough.get(); n++) {
                intoFirst.setLong(1, n);
                intoFirst.executeUpdate();
                intoSecond.setLong(1, n);
                intoSecond.executeUpdate();
                written.countDown();
            }
        }
    }

    @Test
    void filesSecretsAndRecordingsComeAlongAndWhatCanBeMadeAnewDoesNot() throws Exception {
        write("files/ab/cd", "a file");
        write("recordings/mine.hea", "a header");
        write("secrets/signing-key-secret", "a secret");
        write("cache/vertx/page", "not needed");

        new Backup(data).writeTo(file);

        var restored = folder.resolve("restored");
        new Restore(file).into(restored);
        assertThat(restored.resolve("files/ab/cd")).hasContent("a file");
        assertThat(restored.resolve("recordings/mine.hea")).hasContent("a header");
        var secret = restored.resolve("secrets/signing-key-secret");
        assertThat(secret).hasContent("a secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        assertThat(restored.resolve("cache")).doesNotExist();
    }

    @Test
    void aFolderThatNobodyUsesIsBackedUpToo() throws Exception {
        running.execute("auth", "create table kept as select 42 as n");
        running.close();

        new Backup(data).writeTo(file);

        try (var restored = restored()) {
            assertThat(restored.number("auth", "select n from kept")).isEqualTo(42);
        }
        running = new TestFolder(data);
        assertThat(running.number("auth", "select n from kept")).isEqualTo(42);
    }

    @Test
    void onlyTheUserReadsABackupAndNothingElseIsLeft() throws Exception {
        new Backup(data).writeTo(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file.resolveSibling("backup.tar.gz.unfinished")).doesNotExist();
        try (var left = Files.list(data)) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith("backup-"));
        }
        assertThat(running.number("auth", "select count(*) from pg_replication_slots"))
                .as("what keeps the server's log")
                .isZero();
    }

    @Test
    void aFileThatIsThereIsNotWrittenOver() throws Exception {
        Files.writeString(file, "something else");

        assertThatThrownBy(() -> new Backup(data).writeTo(file))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("not written over");
        assertThat(file).hasContent("something else");
    }

    @Test
    void thereIsNothingToBackUpWhereNoDatabaseIs() {
        assertThatThrownBy(() -> new Backup(folder.resolve("nowhere")))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("nothing to back up");
    }

    @Test
    void whereItCannotBeWrittenNothingIsLeft() {
        var nowhere = folder.resolve("no such folder").resolve("backup.tar.gz");

        assertThatThrownBy(() -> new Backup(data).writeTo(nowhere))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("cannot be written");
        assertThat(nowhere.getParent()).doesNotExist();
    }

    private void write(String name, String content) throws Exception {
        var at = data.resolve(name);
        Files.createDirectories(at.getParent());
        Files.writeString(at, content);
    }
}
