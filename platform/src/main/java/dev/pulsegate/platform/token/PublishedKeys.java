package dev.pulsegate.platform.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;

import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.StartupEvent;

import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.task.Supervision;

/** Where a process has no keys of its own, those that auth-service publishes are its keys, and so are its revocations. */
@ApplicationScoped
class PublishedKeys {

    @Produces
    @DefaultBean
    @ApplicationScoped
    VerificationKeys published(PlatformConfig config, RevocationReader revocations, Supervision supervision) {
        var keys = new RemoteVerificationKeys(config.token(), supervision);
        keys.start();
        revocations.start(keys);
        return keys;
    }

    void stop(@Disposes VerificationKeys keys) {
        if (keys instanceof RemoteVerificationKeys remote) {
            remote.close();
        }
    }

    /** Reading begins now rather than when the first token comes. */
    void start(@Observes StartupEvent event, VerificationKeys keys) {
        keys.areKnown();
    }
}
