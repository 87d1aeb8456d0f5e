package dev.pulsegate.socketio.server;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes the ids of sockets: 20 characters, not to be guessed. */
final class SocketIds {

    private static final int BYTES = 15;

    private final SecureRandom random = new SecureRandom();

    String next() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}
