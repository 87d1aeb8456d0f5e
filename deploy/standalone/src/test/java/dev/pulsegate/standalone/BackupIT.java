package dev.pulsegate.standalone;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.tools.installation.Installation;
import dev.pulsegate.worker.connection.GatewayAddress;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code pulsegate backup} beside a PulseGate that runs, and {@code pulsegate restore} into an empty folder. */
class BackupIT {

    @TempDir
    Path folder;

    @Test
    void whatWasThereIsThereAgainInAnotherFolder() throws Exception {
        var data = folder.resolve("data");
        var file = folder.resolve("backup.tar.gz");
        var restored = folder.resolve("restored");
        try (var pulsegate = StandaloneProcess.up(SetUpFolder.at(data));
                var installation = installation(pulsegate)) {
            var admin = installation.signIn("admin", "admin123");
            admin.post("/api/spaces", installation.object().put("name", "Kept")).expect(201);

            var backup = StandaloneProcess.command("backup", file, data);
            assertThat(backup.exitCode()).as(backup.output()).isZero();
            var again = StandaloneProcess.command("backup", file, data);
            assertThat(again.exitCode()).isEqualTo(1);
            assertThat(again.output()).contains("pulsegate backup: There is a file ");
            var inUse = StandaloneProcess.command("restore", file, data);
            assertThat(inUse.exitCode()).isEqualTo(1);
            assertThat(inUse.output()).contains("is in use by another PulseGate");

            admin.post("/api/spaces", installation.object().put("name", "Too late"))
                    .expect(201);
        }

        assertThat(StandaloneProcess.command("restore", file, restored).exitCode())
                .isZero();
        try (var pulsegate = StandaloneProcess.up(restored);
                var installation = installation(pulsegate)) {
            var spaces =
                    installation.signIn("admin", "admin123").get("/api/spaces").expect(200);
            assertThat(spaces.path("total").asInt()).isEqualTo(1);
            assertThat(spaces.path("items").path(0).path("name").asText()).isEqualTo("Kept");
        }
    }

    private static Installation installation(StandaloneProcess pulsegate) {
        return new Installation(GatewayAddress.parse(pulsegate.address().toString()));
    }
}
