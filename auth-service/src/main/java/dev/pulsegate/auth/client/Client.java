package dev.pulsegate.auth.client;

import io.vertx.core.http.HttpServerRequest;

import dev.pulsegate.platform.tcp.Network;

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

    /** Reads who sent a request. */
    public static Client of(HttpServerRequest request) {
        var remote = request.remoteAddress();
        var address = remote == null || remote.hostAddress() == null ? "unknown" : remote.hostAddress();
        return new Client(
                address,
                Network.of(address),
                printable(request.getHeader("User-Agent")),
                "https".equals(request.scheme()));
    }

    private static String printable(String userAgent) {
        if (userAgent == null) {
            return "";
        }
        var printable = userAgent.replaceAll("\\p{Cntrl}", " ").strip();
        return printable.substring(0, Math.min(printable.length(), MAX_USER_AGENT));
    }
}
