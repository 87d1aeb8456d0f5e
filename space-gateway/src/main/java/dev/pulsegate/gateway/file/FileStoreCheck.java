package dev.pulsegate.gateway.file;

import java.io.IOException;
import java.time.Duration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.pulsegate.gateway.file.store.FileStore;
import dev.pulsegate.platform.task.Tasks;

/**
 * Tells whether the file store is there. Always up: requests without files go on, and every replica has the same store, so
 * that nobody is helped by keeping callers away from this one.
 */
@Readiness
@ApplicationScoped
public class FileStoreCheck implements HealthCheck {

    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final FileStore store;
    private volatile boolean there = true;

    FileStoreCheck(FileStore store, MeterRegistry registry) {
        this.store = store;
        Gauge.builder("pulsegate.files.store.up", this, check -> check.there ? 1 : 0)
                .register(registry);
    }

    void keepLooking(@Observes StartupEvent event, Tasks tasks) {
        tasks.repeat("file-store-check", PERIOD, this::look);
    }

    void look() throws IOException {
        boolean found = false;
        try {
            store.check();
            found = true;
        } finally {
            there = found;
        }
    }

    @Override
    public HealthCheckResponse call() {
        var told = HealthCheckResponse.named("file store").up();
        if (!there) {
            told.withData("degraded", "files cannot be stored or read");
        }
        return told.build();
    }
}
