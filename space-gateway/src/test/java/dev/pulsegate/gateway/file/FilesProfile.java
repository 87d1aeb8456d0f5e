package dev.pulsegate.gateway.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Small limits, a folder of its own, a cleaner that works when a test says so. */
public final class FilesProfile implements QuarkusTestProfile {

    static final int MAX_RESULT_BYTES = 1024 * 1024;
    static final int MAX_UNUSED_FILES = 5;

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            return Map.of(
                    "pulsegate.gateway.prototype.routes", "false",
                    "pulsegate.gateway.files.folder.path",
                            Files.createTempDirectory("pulsegate-files").toString(),
                    "pulsegate.gateway.files.folder.reserve", "0",
                    "pulsegate.gateway.files.max-result-size", String.valueOf(MAX_RESULT_BYTES),
                    "pulsegate.gateway.files.max-input-size", "300M",
                    "pulsegate.gateway.files.max-unused-files", String.valueOf(MAX_UNUSED_FILES),
                    "pulsegate.gateway.files.clean.every", "off",
                    "pulsegate.gateway.files.clean.sweep-every", "off",
                    "pulsegate.gateway.files.clean.sweep-age", "0s",
                    "pulsegate.gateway.files.clean.batch", "2");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
