package dev.pulsegate.gateway.file.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FolderFileStoreTest extends FileStoreContract {

    @TempDir
    Path folder;

    private FileStore store;

    @BeforeEach
    void open() throws IOException {
        store = new FolderFileStore(folder, 0);
    }

    @Override
    FileStore store() {
        return store;
    }

    @Override
    long traces() throws IOException {
        try (var paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void spreadsObjectsOverFolders() throws IOException {
        var key = new StoreKey("019a0000-0000-7000-8000-0000000012ab");

        store.put(key, text("a"), 1);

        assertThat(folder.resolve("objects/12/ab/" + key)).hasContent("a");
    }

    @Test
    void refusesWhenTheDiskWouldHaveTooLittleLeft() throws IOException {
        var full = new FolderFileStore(folder, Long.MAX_VALUE);

        assertThatThrownBy(() -> full.put(key(), text("a"), 1)).isInstanceOf(StoreFullException.class);

        assertThat(traces()).isZero();
    }

    @Test
    void sweepsWhatADeadWriterLeftButNotWhatALivingOneWrites() throws IOException {
        var left = Files.writeString(folder.resolve("incoming/" + key() + ".1.part"), "half");
        var living = Files.writeString(folder.resolve("incoming/" + key() + ".2.part"), "half");
        var now = Instant.now();
        Files.setLastModifiedTime(left, FileTime.from(now.minusSeconds(100)));

        store.sweep(now.minusSeconds(50));

        assertThat(left).doesNotExist();
        assertThat(living).exists();
    }

    @Test
    void listsNothingThatIsNotItsOwn() throws IOException {
        Files.createDirectories(folder.resolve("objects/lost+found"));
        Files.writeString(folder.resolve("objects/notes.txt"), "not ours");
        Files.createDirectories(folder.resolve("objects/12/ab"));
        Files.writeString(folder.resolve("objects/12/ab/NOTES.txt"), "not ours");

        assertThat(listed()).isEmpty();
    }

    @Test
    void saysAtOnceThatItsFolderCannotBeMade() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> new FolderFileStore(file, 0)).isInstanceOf(IOException.class);
    }
}
