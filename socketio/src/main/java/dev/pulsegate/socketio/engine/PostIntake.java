package dev.pulsegate.socketio.engine;

/** Reads what a polling client posts: Engine.IO protocol 4.1, "HTTP long-polling". Used by one thread. */
final class PostIntake {

    private final SessionMachine machine;
    private final Incoming incoming;

    PostIntake(SessionMachine machine, Incoming incoming) {
        this.machine = machine;
        this.incoming = incoming;
    }

    /** A POST's body is there. Its client may have moved to its WebSocket meanwhile. */
    void body(HttpExchange post, byte[] body) {
        if (!machine.endPost(post)) {
            return;
        }
        if (read(body)) {
            post.answer(new HttpAnswer.Taken(), () -> {});
        } else {
            post.refuse(EngineError.BAD_REQUEST);
        }
    }

    /** Takes a payload's packets, up to one that ends the session; false if one of them was wrong. */
    private boolean read(byte[] body) {
        try {
            var reader = new PayloadReader(body);
            while (reader.hasNext() && machine.isOpen()) {
                if (!incoming.receive(reader.next())) {
                    return false;
                }
            }
            return true;
        } catch (MalformedPacketException e) {
            machine.abort(CloseReason.MALFORMED);
            return false;
        }
    }

    /** A POST's body is longer than it may be. */
    void bodyTooBig(HttpExchange post) {
        refuse(post, EngineError.PAYLOAD_TOO_BIG, CloseReason.TOO_BIG);
    }

    /** A POST's body cannot be kept now: so much comes at the moment. */
    void noRoom(HttpExchange post) {
        refuse(post, EngineError.NO_ROOM, CloseReason.NO_ROOM);
    }

    private void refuse(HttpExchange post, EngineError error, CloseReason reason) {
        if (machine.endPost(post)) {
            post.refuse(error);
            machine.abort(reason);
        }
    }
}
