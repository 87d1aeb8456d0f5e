package dev.pulsegate.bench.gateway;

import java.util.UUID;

/**
 * Where requests are submitted.
 *
 * @param port the server's TCP port on the loopback address
 * @param token who submits
 */
record Site(int port, UUID spaceId, String token) {

    /** Gives nothing of what opens a door away. */
    @Override
    public String toString() {
        return "Site[" + port + ", " + spaceId + "]";
    }
}
