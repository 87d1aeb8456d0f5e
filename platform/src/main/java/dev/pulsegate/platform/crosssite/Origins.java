package dev.pulsegate.platform.crosssite;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Tells from a request's headers whether a browser sent it for another site, by Fetch Metadata (W3C, §2.3
 * {@code Sec-Fetch-Site}) and, for browsers without it, by {@code Origin} (RFC 6454 §7). A client that sends neither is
 * no browser and holds no cookies that another site could abuse.
 */
public final class Origins {

    private final Set<String> allowed;

    /**
     * @param allowed origins, such as {@code https://ward.example.org}, that count as our own
     */
    public Origins(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /**
     * Says whether the request comes from another site.
     *
     * @param fetchSite the {@code Sec-Fetch-Site} header, or null
     * @param origin the {@code Origin} header, or null
     * @param authority the host, with its port if it has one, that the request was sent to, or null
     */
    public boolean isForeign(String fetchSite, String origin, String authority) {
        if (origin != null && allowed.contains(origin)) {
            return false;
        }
        if (fetchSite != null) {
            return !fetchSite.equals("same-origin") && !fetchSite.equals("none");
        }
        return origin != null && !sameAuthority(origin, authority);
    }

    private static boolean sameAuthority(String origin, String authority) {
        if (authority == null) {
            return false;
        }
        try {
            var uri = URI.create(origin);
            return uri.getScheme() != null
                    && uri.getRawAuthority() != null
                    && withoutDefaultPort(uri.getRawAuthority()).equals(withoutDefaultPort(authority));
        } catch (IllegalArgumentException notAnOrigin) {
            return false;
        }
    }

    /** Behind a proxy that ends TLS only the authority is known for sure, so the scheme is left out of the comparison. */
    private static String withoutDefaultPort(String authority) {
        return authority.toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
    }
}
