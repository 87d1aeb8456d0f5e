package dev.pulsegate.platform.crosssite;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Tells what people at this machine send from all else. Listening on a loopback address is not enough: a name that somebody
 * else's server gives out may lead here through a browser (DNS rebinding), and so does any proxy.
 */
public final class ThisMachineOnly {

    private static final int FORBIDDEN = 403;
    private static final int MISDIRECTED_REQUEST = 421;

    private static final Pattern LOOPBACK = Pattern.compile(
            "localhost|127\\.(?:\\d{1,3})\\.(?:\\d{1,3})\\.(?:\\d{1,3})|\\[?::1]?", Pattern.CASE_INSENSITIVE);

    private static final Set<String> FORWARDED = Set.of("forwarded", "via", "x-real-ip", "x-original-host");
    private static final String FORWARDED_PREFIX = "x-forwarded-";
    private static final String FORWARDED_FOR = "x-forwarded-for";

    private static final String WAY_OUT =
            " Everybody knows the demo account's password, so it is for this machine only."
                    + " Start without it to be reached in other ways: ./pulsegate up --no-demo, or pulsegate.auth.demo-admin=false.";

    private final Set<String> allowedOrigins;
    private final boolean behindOwnProxy;

    /**
     * Why a request is not taken.
     *
     * @param status the HTTP status to answer with, and its name
     * @param detail what to do about it
     */
    public record Refusal(int status, String title, String detail) {}

    /**
     * @param allowedOrigins origins that may act here all the same
     * @param behindOwnProxy whether requests come through a proxy of ours, which does not pass on what others say of
     *     addresses, and tells the client's in {@code X-Forwarded-For}
     */
    public ThisMachineOnly(Set<String> allowedOrigins, boolean behindOwnProxy) {
        this.allowedOrigins = Set.copyOf(allowedOrigins);
        this.behindOwnProxy = behindOwnProxy;
    }

    /** Why the request is not taken; empty if it is. */
    public Optional<Refusal> refusal(HttpServerRequest request) {
        if (request.authority() == null || !isLoopback(request.authority().host())) {
            return Optional.of(new Refusal(
                    MISDIRECTED_REQUEST,
                    "Misdirected Request",
                    "With the demo account, PulseGate answers to localhost, 127.0.0.1 and [::1] only." + WAY_OUT));
        }
        if (isForwarded(request.headers()) || isFromElsewhere(request.getHeader(HttpHeaders.ORIGIN))) {
            return Optional.of(new Refusal(
                    FORBIDDEN,
                    "Forbidden",
                    "With the demo account, PulseGate takes nothing that comes through a proxy or from another site."
                            + WAY_OUT));
        }
        return Optional.empty();
    }

    /** Whether a host name or address means the machine it is used on. */
    public static boolean isLoopback(String host) {
        return host != null && LOOPBACK.matcher(host).matches();
    }

    private boolean isForwarded(MultiMap headers) {
        var names = headers.names().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        return names.stream().anyMatch(FORWARDED::contains)
                || (behindOwnProxy
                        ? !isToldOnceAsOurs(headers.getAll(FORWARDED_FOR))
                        : names.stream().anyMatch(name -> name.startsWith(FORWARDED_PREFIX)));
    }

    /** Two addresses are those of a client and of a proxy before ours; none is a request that came past it. */
    private static boolean isToldOnceAsOurs(List<String> clients) {
        return clients.isEmpty() || (clients.size() == 1 && isLoopback(clients.getFirst()));
    }

    /**
     * A proxy that leaves no trace but rewrites the Host; a browser tells where the page came from. A form of our own pages,
     * which send no referrer, has the origin {@code null}: whether that is ours is the cross-site guard's to tell.
     */
    private boolean isFromElsewhere(String origin) {
        if (origin == null || origin.equals("null") || allowedOrigins.contains(origin)) {
            return false;
        }
        try {
            return !isLoopback(URI.create(origin).getHost());
        } catch (IllegalArgumentException notAnOrigin) {
            return true;
        }
    }
}
