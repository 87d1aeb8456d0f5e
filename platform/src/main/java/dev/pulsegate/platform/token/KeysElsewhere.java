package dev.pulsegate.platform.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;

import io.quarkus.arc.DefaultBean;

import dev.pulsegate.platform.PlatformConfig;

/** Where a process has no access keys of its own, they are traded at auth-service. */
@ApplicationScoped
class KeysElsewhere {

    @Produces
    @DefaultBean
    @ApplicationScoped
    AccessKeyExchange remote(PlatformConfig config) {
        return new RemoteKeyExchange(config.token());
    }

    void stop(@Disposes AccessKeyExchange exchange) {
        if (exchange instanceof RemoteKeyExchange remote) {
            remote.close();
        }
    }
}
