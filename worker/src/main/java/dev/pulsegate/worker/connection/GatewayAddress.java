package dev.pulsegate.worker.connection;

import java.net.URI;
import java.util.Locale;

/** Where a gateway is, and what of it is where. */
public final class GatewayAddress {

    private static final String SOCKET_PATH = "/ws/worker";
    private static final String TOKEN_PATH = "/oauth/token";

    /** The gateway's address as http or https, without a slash at the end. */
    private final String base;

    private GatewayAddress(String base) {
        this.base = base;
    }

    /**
     * Reads an address as people write it: {@code http://}, {@code https://}, {@code ws://} or {@code wss://} and host,
     * port and path where there are such; without a scheme it is {@code http://}. The socket's own address will do too.
     *
     * @throws IllegalArgumentException if it is not an address of a gateway
     */
    public static GatewayAddress parse(String text) {
        var stripped = text.strip();
        var uri = URI.create(stripped.contains("://") ? stripped : "http://" + stripped);
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        var http =
                switch (scheme) {
                    case "http", "ws" -> "http";
                    case "https", "wss" -> "https";
                    default -> throw new IllegalArgumentException("not http, https, ws or wss: " + scheme);
                };
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("there is no host in it");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("only a host, a port and a path may be in it");
        }
        var path = uri.getRawPath().replaceAll("/+$", "");
        if (path.endsWith(SOCKET_PATH)) {
            path = path.substring(0, path.length() - SOCKET_PATH.length());
        }
        return new GatewayAddress(http + "://" + uri.getRawAuthority() + path);
    }

    /** The workers' WebSocket. */
    public URI socket() {
        return URI.create("ws" + base.substring("http".length()) + SOCKET_PATH);
    }

    /** The token endpoint. */
    public URI token() {
        return URI.create(base + TOKEN_PATH);
    }

    /**
     * A file's address as the gateway gave it, made absolute.
     *
     * @throws IllegalArgumentException if it is not an address of http or https
     */
    public URI file(String url) {
        var absolute = URI.create(base + "/").resolve(url);
        if (!"http".equals(absolute.getScheme()) && !"https".equals(absolute.getScheme())) {
            throw new IllegalArgumentException("not an address of http or https");
        }
        return absolute;
    }

    /** The address, as http or https. */
    @Override
    public String toString() {
        return base;
    }
}
