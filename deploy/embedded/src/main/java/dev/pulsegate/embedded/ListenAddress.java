package dev.pulsegate.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

import dev.pulsegate.embedded.folder.StartupFailure;

/**
 * Where PulseGate is to listen.
 *
 * @param host the address, as it was given
 * @param port the TCP port, never 0
 */
public record ListenAddress(String host, int port) {

    /**
     * Checks the address before anything slow is done for it, and settles on a port where any will do. Somebody may
     * still take the port before it is used; that is found out then.
     *
     * @param host a host name or an address of this machine
     * @param port the TCP port, 0 for any free one
     * @throws StartupFailure if there is no listening there
     */
    public static ListenAddress check(String host, int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            return new ListenAddress(host, socket.getLocalPort());
        } catch (UnknownHostException e) {
            throw new StartupFailure("No address is known for the host " + host + ".", e);
        } catch (BindException e) {
            throw cannotBind(host, port, e);
        } catch (IOException e) {
            throw new StartupFailure("Cannot listen on " + host + ", port " + port + ": " + e.getMessage(), e);
        }
    }

    /**
     * Refuses the demo account where others could use it: its password is known to everybody.
     *
     * @throws StartupFailure if the address is not a loopback address
     */
    public void requireThisMachineOnly() {
        try {
            if (InetAddress.getByName(host).isLoopbackAddress()) {
                return;
            }
        } catch (UnknownHostException e) {
            throw new StartupFailure("No address is known for the host " + host + ".", e);
        }
        throw new StartupFailure("On " + host + " others can reach PulseGate, and everybody knows the demo account's"
                + " password: add --no-demo.");
    }

    /**
     * Chooses the port that metrics and the API's description are told on, on this machine only: a thousand above the port
     * that was asked for, so that it is easily found and stays clear of a second PulseGate on the next port; any free one
     * if that is taken, or if any free port was asked for.
     *
     * @param asked the TCP port that was asked for, 0 for any free one
     * @return 0 for any free one
     */
    public int operatorsPort(int asked) {
        int wanted = asked + 1_000;
        if (asked == 0 || wanted > 0xffff) {
            return 0;
        }
        try (var socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            return 0;
        }
    }

    /** The one sentence for an address that cannot be listened on. */
    public static StartupFailure cannotBind(String host, int port, Throwable cause) {
        var message = String.valueOf(cause.getMessage());
        return message.contains("assign requested address")
                ? new StartupFailure(host + " is not an address of this machine.", cause)
                : message.contains("Permission denied")
                        ? new StartupFailure(
                                "Port " + port + " may not be used by this user: choose one above 1023.", cause)
                        : new StartupFailure(
                                "Port " + port + " is in use by another program: stop that one or choose another port"
                                        + " with --port.",
                                cause);
    }
}
