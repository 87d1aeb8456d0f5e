package dev.pulsegate.auth.client;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;

/**
 * The other end of a request. Behind a proxy this is what the proxy says, if Quarkus is configured to trust it
 * ({@code quarkus.http.proxy.*}).
 *
 * @param address its IP address
 * @param network what attempts are counted by: the address, or with IPv6 its /64 network, all of which one host may use
 * @param userAgent what it calls itself, or nothing; at most 200 characters, none of them control characters
 * @param secure whether it came by https
 */
public record Client(String address, String network, String userAgent, boolean secure) {

    private static final int MAX_USER_AGENT = 200;
    private static final int NETWORK_BYTES = 8;

    /** Reads who sent a request. */
    public static Client of(HttpServerRequest request) {
        var remote = request.remoteAddress();
        var address = remote == null || remote.hostAddress() == null ? "unknown" : remote.hostAddress();
        return new Client(
                address,
                network(address),
                printable(request.getHeader("User-Agent")),
                "https".equals(request.scheme()));
    }

    static String network(String address) {
        // Parses literals only: never asks a name server.
        var bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return address;
        }
        try {
            // Makes an IPv4 address of one that is mapped into IPv6.
            return InetAddress.getByAddress(bytes) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES)) + "/64"
                    : InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }

    private static String printable(String userAgent) {
        if (userAgent == null) {
            return "";
        }
        var printable = userAgent.replaceAll("\\p{Cntrl}", " ").strip();
        return printable.substring(0, Math.min(printable.length(), MAX_USER_AGENT));
    }
}
