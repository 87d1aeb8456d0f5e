package dev.pulsegate.platform.socket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.vertx.core.Context;

/** The sockets of one event loop, and the one timer that looks after them all. Everything happens on that loop. */
final class SocketLoop {

    private final Context context;
    private final List<PeerSocket> sockets = new ArrayList<>();
    private boolean sweeping;

    SocketLoop(Context context) {
        this.context = context;
    }

    Context context() {
        return context;
    }

    void add(PeerSocket socket, Duration sweepPeriod) {
        socket.index = sockets.size();
        sockets.add(socket);
        if (!sweeping) {
            sweeping = true;
            sweepAfter(sweepPeriod);
        }
    }

    /** Puts the last socket where the leaving one was, so that leaving costs the same among any number. */
    void remove(PeerSocket socket) {
        var last = sockets.removeLast();
        if (last != socket) {
            sockets.set(socket.index, last);
            last.index = socket.index;
        }
    }

    /** Does something with each socket; it may leave meanwhile only by the event loop, that is, afterwards. */
    void forEach(Consumer<PeerSocket> action) {
        context.runOnContext(ignored -> List.copyOf(sockets).forEach(action));
    }

    private void sweepAfter(Duration period) {
        context.owner().setTimer(period.toMillis(), timer -> context.runOnContext(ignored -> sweep(period)));
    }

    private void sweep(Duration period) {
        var nowNanos = System.nanoTime();
        List.copyOf(sockets).forEach(socket -> socket.sweep(nowNanos));
        sweeping = !sockets.isEmpty();
        if (sweeping) {
            sweepAfter(period);
        }
    }
}
