package dev.pulsegate.platform.socket;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How sockets are closed when the process stops. Where there is time, that is, where there are others to go to, each peer is
 * told to connect again at a moment of its own in the first half of the window, and closed half a window later if it is
 * still there: it can have its next connection before it leaves this one.
 */
final class Farewell {

    /** What is asked of a peer that is closed without having been told before. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final Duration half;

    Farewell(Duration window) {
        this.half = window.dividedBy(2);
    }

    /** Sends away a socket that was open before. */
    void sendAway(PeerSocket socket) {
        if (half.isZero()) {
            turnAway(socket);
        } else {
            var after = upTo(half);
            socket.sendAway(after, after.plus(half));
        }
    }

    /** Closes a socket at once. */
    void turnAway(PeerSocket socket) {
        if (half.isZero()) {
            socket.close(SocketClose.GOING_AWAY);
        } else {
            closeForRestart(socket);
        }
    }

    /** Says how long to wait before connecting again, so that not all do in one moment. */
    static void closeForRestart(PeerSocket socket) {
        socket.close(
                SocketClose.SERVICE_RESTART,
                "retry after " + upTo(LONGEST_PAUSE).toMillis() + " ms");
    }

    private static Duration upTo(Duration longest) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest.toMillis() + 1));
    }
}
