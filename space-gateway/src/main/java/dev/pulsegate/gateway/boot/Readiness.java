package dev.pulsegate.gateway.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;

import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;

import dev.pulsegate.platform.token.VerificationKeys;

/** Whether workers can connect to this process: it listens, and can verify tokens. */
@ApplicationScoped
class Readiness {

    private final VerificationKeys keys;
    private volatile boolean listening;

    Readiness(VerificationKeys keys) {
        this.keys = keys;
    }

    void started(@ObservesAsync HttpServerStart event) {
        listening = true;
    }

    void started(@ObservesAsync HttpsServerStart event) {
        listening = true;
    }

    boolean isReady() {
        return listening && keys.areKnown();
    }
}
