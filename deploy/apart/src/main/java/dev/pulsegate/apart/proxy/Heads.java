package dev.pulsegate.apart.proxy;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** What of a head is passed on, and what stays between two neighbours (RFC 9110 §7.6.1). */
final class Heads {

    static final String FORWARDED_FOR = "X-Forwarded-For";

    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
    private static final String FORWARDED_HOST = "X-Forwarded-Host";
    private static final String FORWARDED_PORT = "X-Forwarded-Port";
    private static final String HTTP_PORT = "80";
    private static final String FORWARDED_PREFIX = "x-forwarded-";

    private static final Set<String> BETWEEN_NEIGHBOURS = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** What only a proxy that is known may say. */
    private static final Set<String> OF_PROXIES = Set.of("forwarded", "via", "x-real-ip", "x-original-host");

    private Heads() {}

    /** The headers a replica gets, the client's address among them. */
    static void passOn(HttpServerRequest request, String client, MultiMap to) {
        passOn(request.headers(), true, to);
        to.set(FORWARDED_FOR, client);
        to.set(FORWARDED_PROTO, "http");
        to.set(FORWARDED_HOST, request.getHeader(HttpHeaders.HOST));
        // Services that are told a scheme take its usual port, whatever the Host says, unless they are told that too.
        int port = request.authority().port();
        to.set(FORWARDED_PORT, port > 0 ? Integer.toString(port) : HTTP_PORT);
    }

    /** The headers the client gets. */
    static void passBack(MultiMap from, MultiMap to) {
        passOn(from, false, to);
    }

    private static void passOn(MultiMap from, boolean fromStranger, MultiMap to) {
        var named = namedByConnection(from);
        from.forEach((name, value) -> {
            var lower = name.toLowerCase(Locale.ROOT);
            if (!BETWEEN_NEIGHBOURS.contains(lower)
                    && !named.contains(lower)
                    && !(fromStranger && (OF_PROXIES.contains(lower) || lower.startsWith(FORWARDED_PREFIX)))) {
                to.add(name, value);
            }
        });
    }

    /** A sender's own list of what stays between neighbours; what says whom a message is for and how long it is, is not. */
    private static Set<String> namedByConnection(MultiMap from) {
        var named = new HashSet<String>();
        for (var value : from.getAll(HttpHeaders.CONNECTION)) {
            for (var name : value.split(",", -1)) {
                named.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        named.remove("host");
        named.remove("content-length");
        return named;
    }

    /** Whether a WebSocket is asked for. */
    static boolean asksForWebSocket(HttpServerRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
                && namedByConnection(request.headers()).contains("upgrade");
    }

    static boolean hasBody(MultiMap headers) {
        var length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return headers.contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }
}
