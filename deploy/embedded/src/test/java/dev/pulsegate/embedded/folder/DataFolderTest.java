package dev.pulsegate.embedded.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DataFolderTest {

    @TempDir
    Path temporary;

    @Test
    void aFolderIsHeldByOneAtATime() {
        var path = temporary.resolve("new/data");
        try (var folder = DataFolder.open(path)) {
            assertThatThrownBy(() -> DataFolder.open(path))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageContaining("in use by another PulseGate (process "
                            + ProcessHandle.current().pid() + ")");
            assertThat(folder.path()).isDirectory();
        }
        DataFolder.open(path).close();
    }

    @Test
    void aSecretStaysTheSameAndDiffersFromOthers() {
        var first = "";
        try (var folder = DataFolder.open(temporary)) {
            first = folder.secret("one");
            assertThat(folder.secret("one")).isEqualTo(first);
            assertThat(folder.secret("two")).isNotEqualTo(first);
        }
        try (var folder = DataFolder.open(temporary)) {
            assertThat(folder.secret("one")).isEqualTo(first);
        }
    }

    @Test
    void whoeverAsksAtTheSameTimeGetsTheSameSecret() {
        try (var folder = DataFolder.open(temporary)) {
            var secrets = IntStream.range(0, 64)
                    .mapToObj(
                            i -> CompletableFuture.supplyAsync(() -> folder.secret("one"), Thread::startVirtualThread))
                    .toList();
            assertThat(secrets.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        }
    }

    @Test
    void aSecretHalfWrittenByAnEarlierRunIsMadeAnew() throws Exception {
        try (var folder = DataFolder.open(temporary)) {
            folder.folder("secrets");
            Files.writeString(temporary.resolve("secrets/one.new"), "ha");

            assertThat(folder.secret("one")).hasSize(43);
            try (Stream<Path> files = Files.list(temporary.resolve("secrets"))) {
                assertThat(files).hasSize(1);
            }
        }
    }

    @Test
    void aFileInTheFoldersPlaceIsRefused() throws Exception {
        var file = Files.writeString(temporary.resolve("file"), "");

        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("cannot be used");
    }
}
