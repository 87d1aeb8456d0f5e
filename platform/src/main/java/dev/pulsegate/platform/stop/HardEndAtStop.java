package dev.pulsegate.platform.stop;

import java.time.Duration;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;

import dev.pulsegate.platform.PlatformConfig;

/** A hard end for a service in a process of its own. */
@ApplicationScoped
public class HardEndAtStop {

    /** Before what may hang. */
    private static final int FIRST = 1;

    private final HardEnd hardEnd;

    HardEndAtStop(PlatformConfig config) {
        var limit = config.stopDelay()
                .plus(config.stopWindow())
                .plus(config.stopPatience())
                .plus(config.stopMargin());
        this.hardEnd = new HardEnd(limit, () -> {}, Duration.ZERO);
    }

    /** In tests the process goes on after the application. */
    void start(@Observes StartupEvent event, LaunchMode mode) {
        if (mode == LaunchMode.NORMAL) {
            hardEnd.beginAtShutdown();
        }
    }

    /** An application that ends by itself does so before the virtual machine shuts down. */
    void stop(@Observes @Priority(FIRST) ShutdownDelayInitiatedEvent event, LaunchMode mode) {
        if (mode == LaunchMode.NORMAL) {
            hardEnd.begin();
        }
    }
}
