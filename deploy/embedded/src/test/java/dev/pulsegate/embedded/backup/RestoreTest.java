package dev.pulsegate.embedded.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.embedded.database.EmbeddedDatabase;
import dev.pulsegate.embedded.folder.DataFolder;
import dev.pulsegate.embedded.folder.StartupFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is refused leaves the folder as it was. */
class RestoreTest {

    private static final BackupLabel LABEL = new BackupLabel(Instant.EPOCH, "1.0", EmbeddedDatabase.majorVersion());

    @TempDir
    Path folder;

    @Test
    void aFolderWithSomethingInItIsRefused() throws Exception {
        var data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("mine"), "mine");

        refuses(backup("secrets/one"), "not empty (mine)");
        assertThat(data.resolve("mine")).hasContent("mine");
    }

    @Test
    void aFolderThatSomebodyUsesIsRefused() throws Exception {
        try (var held = DataFolder.open(folder.resolve("data"))) {
            refuses(backup("secrets/one"), "in use by another PulseGate");
            assertThat(held.path().resolve("secrets")).doesNotExist();
        }
    }

    @Test
    void oneThatIsCutShortIsRefusedWhereverThatIs() throws Exception {
        var whole = backup("secrets/one", "secrets/two");
        for (int length = 1; length < whole.length; length += 7) {
            refuses(Arrays.copyOf(whole, length), "");
            assertThat(folder.resolve("data/secrets")).doesNotExist();
        }
        restore(whole);
        assertThat(folder.resolve("data/secrets/two")).hasContent("content");
    }

    @Test
    void oneThatIsDamagedIsRefused() throws Exception {
        var damaged = backup("secrets/one");
        // In the checksum that ends it.
        damaged[damaged.length - 6] ^= 1;

        refuses(damaged, "damaged");
    }

    @Test
    void oneWithoutItsEndIsRefused() throws Exception {
        refuses(archive(LABEL.toJson(), "secrets/one"), "cut short");
    }

    @Test
    void whatIsNoBackupIsRefused() throws Exception {
        refuses("no archive at all".getBytes(StandardCharsets.UTF_8), "");
        refuses(
                archive("{\"some\":\"json\"}".getBytes(StandardCharsets.UTF_8), Contents.END),
                "no backup of PulseGate");
    }

    @Test
    void nothingIsWrittenOutsideOfTheFolder() throws Exception {
        for (var name : new String[] {"../outside", "secrets/../../outside", "elsewhere/file", "lock"}) {
            refuses(backup(name), "it has an entry");
        }
        assertThat(folder.resolve("outside")).doesNotExist();
    }

    @Test
    void oneOfAnotherPostgresqlSaysWhatToDo() throws Exception {
        var older = new BackupLabel(Instant.EPOCH, "0.9", "17");

        refuses(archive(older.toJson(), Contents.END), "PulseGate 0.9 with PostgreSQL 17");
    }

    @Test
    void oneOfALaterFormSaysWhatToDo() throws Exception {
        var later = new String(LABEL.toJson(), StandardCharsets.UTF_8)
                .replace("\"pulsegate_backup\":1", "\"pulsegate_backup\":2");

        refuses(archive(later.getBytes(StandardCharsets.UTF_8), Contents.END), "by a later PulseGate (1.0)");
    }

    @Test
    void aFileThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> new Restore(folder.resolve("none")).into(folder.resolve("data")))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("There is no file");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    private void refuses(byte[] backup, String because) {
        assertThatThrownBy(() -> restore(backup))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining(because);
    }

    private void restore(byte[] backup) throws IOException {
        var file = folder.resolve("backup.tar.gz");
        Files.write(file, backup);
        new Restore(file).into(folder.resolve("data"));
    }

    private static byte[] backup(String... names) throws IOException {
        var withEnd = Arrays.copyOf(names, names.length + 1);
        withEnd[names.length] = Contents.END;
        return archive(LABEL.toJson(), withEnd);
    }

    private static byte[] archive(byte[] label, String... names) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var archive = new Archive(bytes)) {
            archive.add(Contents.LABEL, label);
            for (var name : names) {
                archive.add(name, "content".getBytes(StandardCharsets.UTF_8));
            }
            archive.finish();
        }
        return bytes.toByteArray();
    }
}
