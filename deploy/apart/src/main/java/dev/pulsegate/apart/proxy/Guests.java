package dev.pulsegate.apart.proxy;

import java.util.HashMap;
import java.util.Map;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;

/** Who is connected: so many at most, half of them from one address, and nobody who asks for nothing. For one event loop. */
final class Guests {

    /** What a connection, and the one behind it, may come to hold. */
    private static final long HEAP_PER_CONNECTION = 64L * 1024;

    private static final int LEAST = 256;

    /** How long a connection may be without a request: a head that does not come to its end is none. */
    private static final long IDLE_MILLIS = 30_000;

    private final Vertx vertx;
    private final int most;
    private final Map<HttpConnection, Guest> present = new HashMap<>();
    private final Map<String, Integer> perAddress = new HashMap<>();

    private static final class Guest {

        private static final long NONE = -1;

        private final String address;
        private long timer = NONE;

        Guest(String address) {
            this.address = address;
        }
    }

    Guests(Vertx vertx, int most) {
        this.vertx = vertx;
        this.most = most;
    }

    static Guests forThisHeap(Vertx vertx) {
        return new Guests(vertx, (int) Math.max(LEAST, Runtime.getRuntime().maxMemory() / HEAP_PER_CONNECTION));
    }

    int most() {
        return most;
    }

    /** A connection has come. */
    void arrived(HttpConnection connection) {
        var remote = connection.remoteAddress();
        var guest = new Guest(remote == null ? "" : String.valueOf(remote.hostAddress()));
        present.put(connection, guest);
        int theirs = perAddress.merge(guest.address, 1, Integer::sum);
        connection.closeHandler(gone -> left(connection));
        connection.exceptionHandler(Guests::isTold);
        if (present.size() > most || theirs > Math.max(1, most / 2)) {
            connection.close();
        } else {
            awaitRequest(connection, guest);
        }
    }

    private void awaitRequest(HttpConnection connection, Guest guest) {
        guest.timer = vertx.setTimer(IDLE_MILLIS, late -> connection.close());
    }

    /** A request has begun; its connection is left alone until the answer's end. */
    void begun(HttpServerRequest request) {
        var connection = request.connection();
        var guest = present.get(connection);
        if (guest == null) {
            return;
        }
        vertx.cancelTimer(guest.timer);
        request.response().endHandler(ended -> {
            if (present.containsKey(connection)) {
                awaitRequest(connection, guest);
            }
        });
    }

    /** What breaks a connection ends its exchange, which sees to it; there is nothing to log. */
    static void isTold(Throwable broken) {
        // Vert.x logs what nobody takes.
    }

    private void left(HttpConnection connection) {
        var guest = present.remove(connection);
        if (guest != null) {
            vertx.cancelTimer(guest.timer);
            perAddress.computeIfPresent(guest.address, (address, count) -> count > 1 ? count - 1 : null);
        }
    }
}
