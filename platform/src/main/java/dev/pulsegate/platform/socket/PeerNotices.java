package dev.pulsegate.platform.socket;

import java.time.Duration;

/** What every socket tells its peer by itself, in the words of its endpoint. */
public interface PeerNotices {

    /** The peer reads too slowly and has lost so many droppable messages. */
    Outbound lost(long messages);

    /** The peer is to connect again after a while, and then to leave this connection, which is about to be closed. */
    Outbound reconnect(Duration after);
}
