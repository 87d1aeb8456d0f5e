package dev.pulsegate.socketio.engine;

/** When to ping a client, and how long to wait for its pong. Times are nanoseconds of the server's clock. */
final class Heartbeat {

    /** What is due never. */
    static final long NEVER = Long.MAX_VALUE;

    private final long intervalNanos;
    private final long timeoutNanos;

    private long pingDue;
    private long pongDue = NEVER;

    Heartbeat(EngineSettings settings, long nowNanos) {
        this.intervalNanos = settings.pingInterval().toNanos();
        this.timeoutNanos = settings.pingTimeout().toNanos();
        this.pingDue = nowNanos + intervalNanos;
    }

    /**
     * Whether to ping now; if so, a pong is waited for from here on. The wait is counted from when the ping was due, unless
     * it is so late that the client would be left with less than half of it.
     */
    boolean pings(long nowNanos) {
        if (nowNanos < pingDue) {
            return false;
        }
        var begin = nowNanos - pingDue > timeoutNanos / 2 ? nowNanos : pingDue;
        pongDue = begin + timeoutNanos;
        pingDue = NEVER;
        return true;
    }

    /** The client has answered. */
    void pong(long nowNanos) {
        pongDue = NEVER;
        pingDue = nowNanos + intervalNanos;
    }

    /** Whether the client has taken too long to answer. */
    boolean isDead(long nowNanos) {
        return nowNanos >= pongDue;
    }

    /** When one of this changes, if the client does nothing. */
    long due() {
        return Math.min(pingDue, pongDue);
    }
}
