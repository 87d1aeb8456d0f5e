package dev.pulsegate.socketio.engine;

/**
 * What a session is in, and where it can go from there.
 *
 * <pre>
 * Opening ─┬─► Polling ◄─► Probing ─► Upgrading ─► WebSocket
 *          │      ▲                      │             ▲
 *          │      └──────────────────────┘             │
 *          └───────────────────────────────────────────┘
 * Polling, Probing, Upgrading ─► LeavingByPoll ─► Closed
 * WebSocket ─► LeavingByFrame ─► Closed
 * </pre>
 */
sealed interface SessionState {

    /** When the state has lasted long enough, on the session's clock. */
    default long dueNanos() {
        return Heartbeat.NEVER;
    }

    /** A state in which messages are exchanged. */
    sealed interface Open extends SessionState {

        /** What carries the session. */
        TransportName transport();
    }

    /** A state in which the client polls. */
    sealed interface ByPoll extends Open {

        @Override
        default TransportName transport() {
            return TransportName.POLLING;
        }

        /**
         * The session ends with a last packet that waits to be fetched.
         *
         * @param farewell that packet
         * @param dueNanos how long it waits
         */
        default LeavingByPoll toLeaving(Packet farewell, long dueNanos) {
            return new LeavingByPoll(farewell, dueNanos);
        }
    }

    /** A state in which the client polls and has a WebSocket it may move to. */
    sealed interface WithCandidate extends ByPoll {

        /** That WebSocket. */
        WebSocketLink candidate();

        /** When it is given up. */
        @Override
        long dueNanos();

        /** The client stays with polling. */
        default Polling toPolling() {
            return new Polling();
        }
    }

    /** The handshake is under way. */
    record Opening() implements SessionState {

        Polling toPolling() {
            return new Polling();
        }

        WebSocket toWebSocket(WebSocketLink link) {
            return new WebSocket(link);
        }
    }

    /** The client polls. */
    record Polling() implements ByPoll {

        Probing toProbing(WebSocketLink candidate, long dueNanos) {
            return new Probing(candidate, dueNanos);
        }
    }

    /** A WebSocket was opened; the client has yet to try it. */
    record Probing(WebSocketLink candidate, long dueNanos) implements WithCandidate {

        Upgrading toUpgrading() {
            return new Upgrading(candidate, dueNanos);
        }
    }

    /** The client has tried the WebSocket and is to finish polling. */
    record Upgrading(WebSocketLink candidate, long dueNanos) implements WithCandidate {

        WebSocket toWebSocket() {
            return new WebSocket(candidate);
        }
    }

    /** A WebSocket carries the session. */
    record WebSocket(WebSocketLink link) implements Open {

        @Override
        public TransportName transport() {
            return TransportName.WEBSOCKET;
        }

        /** The session ends with a close frame, once all before it is written. */
        LeavingByFrame toLeaving(CloseReason reason, long dueNanos) {
            return new LeavingByFrame(link, reason, false, dueNanos);
        }
    }

    /** The session has ended but for what the client has yet to fetch. */
    record LeavingByPoll(Packet farewell, long dueNanos) implements SessionState {

        Closed toClosed() {
            return new Closed();
        }
    }

    /** The session has ended but for what is being written, and the client's answer to the close frame. */
    record LeavingByFrame(WebSocketLink link, CloseReason reason, boolean said, long dueNanos) implements SessionState {

        /** The close frame has been sent. */
        LeavingByFrame toSaid() {
            return new LeavingByFrame(link, reason, true, dueNanos);
        }

        Closed toClosed() {
            return new Closed();
        }
    }

    /** The session is gone. */
    record Closed() implements SessionState {}
}
