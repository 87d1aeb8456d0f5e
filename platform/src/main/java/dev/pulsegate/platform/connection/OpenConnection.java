package dev.pulsegate.platform.connection;

import java.time.Instant;
import java.util.Optional;

import dev.pulsegate.platform.token.Caller;

/** Something that stays open on a caller's behalf. Its methods are called by any thread and never block. */
public interface OpenConnection {

    /** What it is. */
    Kind kind();

    /** For whom it is open; empty if for nobody in particular. */
    Optional<Caller> openFor();

    /** When it ends with its caller's token; {@link Instant#MAX} where it looks after that itself. */
    Instant endsAt();

    /** Ends it; may be called more than once. */
    void end(End why);

    /** The kinds of what stays open. */
    enum Kind {
        /** A WebSocket. */
        WEBSOCKET,
        /** A Socket.IO session, by polling or WebSocket. */
        SOCKET_IO,
        /** A stream of server-sent events. */
        EVENT_STREAM,
        /** A request whose answer waits for something to happen. */
        LONG_POLL
    }

    /** Why one is ended. */
    enum End {
        /** The caller's session, access key or account was revoked. */
        REVOKED,
        /** The caller's token has ended. */
        EXPIRED
    }
}
