package dev.pulsegate.gateway.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.gateway.file.store.FolderFileStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FileStoreCheckTest {

    @TempDir
    Path folder;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void healthNamesAStoreThatIsGoneUntilItIsBackAndStaysReady() throws IOException {
        try (var store = new FolderFileStore(folder, 0)) {
            var check = new FileStoreCheck(store, registry);
            check.look();
            assertThat(told(check)).isEmpty();

            Files.move(folder.resolve("objects"), folder.resolve("elsewhere"));
            assertThatThrownBy(check::look).isInstanceOf(IOException.class);
            assertThat(told(check)).containsOnlyKeys("degraded");
            assertThat(check.call().getStatus()).isEqualTo(Status.UP);
            assertThat(isUp()).isZero();

            Files.move(folder.resolve("elsewhere"), folder.resolve("objects"));
            check.look();
            assertThat(told(check)).isEmpty();
            assertThat(isUp()).isOne();
        }
    }

    private static Map<String, Object> told(FileStoreCheck check) {
        return check.call().getData().orElse(Map.of());
    }

    private double isUp() {
        return registry.get("pulsegate.files.store.up").gauge().value();
    }
}
