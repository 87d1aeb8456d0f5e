package dev.pulsegate.socketio.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** How long a client may be connected to no namespace. Used by any thread. */
final class NamespacePatience {

    private final ServerParts parts;
    private final Runnable whenOver;
    private Future<?> timeout = CompletableFuture.completedFuture(null);

    NamespacePatience(ServerParts parts, Runnable whenOver) {
        this.parts = parts;
        this.whenOver = whenOver;
    }

    /** Begins anew. */
    synchronized void restart() {
        timeout.cancel(false);
        long millis = parts.settings().connectTimeout().toMillis();
        timeout = parts.timer().schedule(whenOver, millis, TimeUnit.MILLISECONDS);
    }

    /** Waits no more. */
    synchronized void stop() {
        timeout.cancel(false);
    }
}
