package dev.pulsegate.gateway.file.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** An S3 server for the service under test to keep its files in. */
public final class S3Resource implements QuarkusTestResourceLifecycleManager {

    private S3Server server;

    @Override
    public Map<String, String> start() {
        try {
            server = new S3Server();
            var settings = server.settings(Files.createTempDirectory("pulsegate-s3"));
            return Map.of(
                    "pulsegate.gateway.files.store", "s3",
                    "pulsegate.gateway.files.s3.endpoint",
                            settings.endpoint().orElseThrow().toString(),
                    "pulsegate.gateway.files.s3.region", settings.region(),
                    "pulsegate.gateway.files.s3.bucket", settings.bucket(),
                    "pulsegate.gateway.files.s3.access-key-id",
                            settings.accessKeyId().orElseThrow(),
                    "pulsegate.gateway.files.s3.secret-access-key",
                            settings.secretAccessKey().orElseThrow(),
                    "pulsegate.gateway.files.s3.part-size", "5M",
                    "pulsegate.gateway.files.s3.spool", settings.spool().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
