package dev.pulsegate.apart.replica;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import dev.pulsegate.embedded.folder.StartupFailure;

/**
 * Where a replica listens on 127.0.0.1. Somebody else may take a port before the replica does: it then ends, and is started
 * on others.
 *
 * @param http for requests
 * @param management for metrics and the API's description
 */
public record Ports(int http, int management) {

    /** Two that are free. */
    static Ports free() {
        try (var one = open();
                var other = open()) {
            return new Ports(one.getLocalPort(), other.getLocalPort());
        } catch (IOException e) {
            throw new StartupFailure("There is no free port on 127.0.0.1: " + e.getMessage(), e);
        }
    }

    private static ServerSocket open() throws IOException {
        return new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
    }
}
