package dev.pulsegate.socketio.engine;

import dev.pulsegate.platform.socket.RateLimit;

/** What a client says in an open session, whatever carries it. Used by one thread. */
final class Incoming {

    private final SessionMachine machine;
    private final Surroundings surroundings;
    private final RateLimit limit;

    Incoming(SessionMachine machine, Surroundings surroundings) {
        this.machine = machine;
        this.surroundings = surroundings;
        var settings = surroundings.settings();
        this.limit = new RateLimit(
                settings.inboundPerSecond(),
                settings.inboundBurst(),
                surroundings.clock().getAsLong());
    }

    /** Counts what is no packet, but costs as much as one; the session ends if it is one too many. */
    void count() {
        if (!limit.admit(surroundings.clock().getAsLong())) {
            machine.abort(CloseReason.TOO_MANY_PACKETS);
        }
    }

    /**
     * Takes a packet.
     *
     * @return false if it was one too many, or one that no client sends, and the session has ended for it
     */
    boolean receive(Packet packet) {
        surroundings.monitor().received();
        if (!limit.admit(surroundings.clock().getAsLong())) {
            machine.abort(CloseReason.TOO_MANY_PACKETS);
            return false;
        }
        switch (packet) {
            case Message message -> machine.hear(message);
            case Packet.Pong _ -> machine.pong();
            case Packet.Close _ -> machine.clientLeaves();
            case Packet.Noop _ -> {}
            case Packet.Open _, Packet.Ping _, Packet.Upgrade _ -> {
                machine.abort(CloseReason.MALFORMED);
                return false;
            }
        }
        return true;
    }
}
