package dev.pulsegate.tools.option;

import java.net.URI;

import dev.pulsegate.worker.connection.GatewayAddress;

/**
 * Which installation is meant, and who signs in.
 *
 * @param password never to be printed
 */
public record Target(GatewayAddress address, String username, String password) {

    /** Whether the installation is addressed as one of this machine. */
    public boolean isThisMachine() {
        return isThisMachine(address);
    }

    static boolean isThisMachine(GatewayAddress address) {
        var host = URI.create(address.toString()).getHost();
        return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /** Gives the password away to nobody. */
    @Override
    public String toString() {
        return "Target[" + address + ", " + username + "]";
    }
}
