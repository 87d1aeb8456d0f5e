package dev.pulsegate.gateway.boot;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.runtime.Startup;

import dev.pulsegate.gateway.file.FilesConfig;
import dev.pulsegate.gateway.file.link.FileLinks;
import dev.pulsegate.gateway.file.link.SignedUrls;
import dev.pulsegate.gateway.file.store.FileStore;
import dev.pulsegate.gateway.file.store.FolderFileStore;
import dev.pulsegate.gateway.file.store.S3FileStore;
import dev.pulsegate.gateway.file.store.S3Settings;
import dev.pulsegate.platform.PlatformConfig;

/** Makes the store and the signer that the configuration asks for. */
@ApplicationScoped
class FileBeans {

    private final FilesConfig config;
    private final PlatformConfig platform;

    FileBeans(FilesConfig config, PlatformConfig platform) {
        this.config = config;
        this.platform = platform;
    }

    /** Made at start, so that a store that cannot be used is known then. */
    @Produces
    @ApplicationScoped
    @Startup
    FileStore store() throws IOException {
        return switch (config.store()) {
            case FOLDER ->
                new FolderFileStore(
                        config.folder().path(), config.folder().reserve().asLongValue());
            case S3 -> new S3FileStore(s3());
        };
    }

    private S3Settings s3() {
        var s3 = config.s3();
        var bucket = s3.bucket()
                .orElseThrow(() -> new IllegalArgumentException("pulsegate.gateway.files.s3.bucket is not set."));
        return new S3Settings(
                s3.endpoint().orElse(null),
                s3.region(),
                bucket,
                s3.prefix(),
                s3.accessKeyId().orElse(null),
                s3.secretAccessKey().orElse(null),
                s3.pathStyle(),
                Math.toIntExact(s3.partSize().asLongValue()),
                s3.spool().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "pulsegate-parts")),
                s3.redirect());
    }

    void close(@Disposes FileStore store) {
        store.close();
    }

    @Produces
    @Singleton
    SignedUrls signedUrls() {
        var secrets = new ArrayList<>(List.of(config.urlSecret()));
        config.previousUrlSecret().ifPresent(secrets::add);
        return new SignedUrls(secrets, Clock.systemUTC());
    }

    @Produces
    @Singleton
    FileLinks links(SignedUrls signedUrls) {
        var base = config.baseUrl().orElseGet(() -> URI.create(platform.token().issuer()));
        return new FileLinks(base, config.resultUrlLifetime(), signedUrls, Clock.systemUTC());
    }
}
