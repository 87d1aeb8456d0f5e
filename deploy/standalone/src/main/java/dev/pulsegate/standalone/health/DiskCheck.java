package dev.pulsegate.standalone.health;

import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

import dev.pulsegate.platform.storage.StorageState;

/** Not well while the disk is full. */
@Wellness
public class DiskCheck implements HealthCheck {

    private final StorageState storage;

    DiskCheck(StorageState storage) {
        this.storage = storage;
    }

    @Override
    public HealthCheckResponse call() {
        var full = storage.full();
        var response = HealthCheckResponse.named("disk").status(full.isEmpty());
        full.ifPresent(words -> response.withData("trouble", words));
        return response.build();
    }
}
