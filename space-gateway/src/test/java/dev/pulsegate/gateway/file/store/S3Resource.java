package dev.pulsegate.gateway.file.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import org.eclipse.microprofile.config.ConfigProvider;

/** An S3 server for the service under test to keep its files in. */
public final class S3Resource implements QuarkusTestResourceLifecycleManager {

    private static final String PREFIX = "pulsegate.gateway.files.s3.";

    private S3Server server;

    @Override
    public Map<String, String> start() {
        try {
            server = new S3Server();
            var settings = server.settings(Files.createTempDirectory("pulsegate-s3"));
            return Map.of(
                    "pulsegate.gateway.files.store",
                    "s3",
                    PREFIX + "endpoint",
                    settings.endpoint().toString(),
                    PREFIX + "region",
                    settings.region(),
                    PREFIX + "bucket",
                    settings.bucket(),
                    PREFIX + "access-key-id",
                    settings.accessKeyId(),
                    PREFIX + "secret-access-key",
                    settings.secretAccessKey(),
                    PREFIX + "part-size",
                    "5M",
                    PREFIX + "spool",
                    settings.spool().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How to reach the server of the running service, sending readers there. */
    public static S3Settings redirecting() {
        var config = ConfigProvider.getConfig();
        return new S3Settings(
                config.getOptionalValue(PREFIX + "endpoint", URI.class).orElse(null),
                config.getValue(PREFIX + "region", String.class),
                config.getValue(PREFIX + "bucket", String.class),
                config.getValue(PREFIX + "prefix", String.class),
                config.getOptionalValue(PREFIX + "access-key-id", String.class).orElse(null),
                config.getOptionalValue(PREFIX + "secret-access-key", String.class)
                        .orElse(null),
                true,
                S3Settings.MIN_PART_BYTES,
                config.getValue(PREFIX + "spool", Path.class),
                true);
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
