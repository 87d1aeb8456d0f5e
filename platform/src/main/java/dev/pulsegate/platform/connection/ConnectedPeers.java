package dev.pulsegate.platform.connection;

import java.time.Duration;

/** All who are connected in one way, as the end of the process sees them. */
public interface ConnectedPeers {

    /**
     * Sends all away because the process stops, and turns away whoever comes later. Does not block.
     *
     * @param window the time for it, so that they do not all come to the others in one moment; zero for at once
     */
    void sendAway(Duration window);

    /** How many are there. */
    int present();
}
