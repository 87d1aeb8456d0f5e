package dev.pulsegate.socketio.protocol;

import java.util.Set;

/** Which names an event may have. */
public final class EventNames {

    /** What the reference server and clients announce to their own listeners, and so never take from the other side. */
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private EventNames() {}

    /** Whether the name has a meaning of its own, and is refused by either side. */
    public static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }

    static void requireAllowed(String name) {
        if (isReserved(name)) {
            throw new IllegalArgumentException("an event cannot be called " + name);
        }
    }
}
