package dev.pulsegate.apart.route;

import java.util.List;

/** Which service answers for which paths of the one address: what an ingress in front of the three has to know. */
public final class Routes {

    /** The paths, the first that fits counts; the last fits all. */
    public static final List<Route> ALL = List.of(
            new Route("/api/auth", Service.AUTH),
            new Route("/oauth", Service.AUTH),
            new Route("/.well-known", Service.AUTH),
            new Route("/login", Service.AUTH),
            new Route("/register", Service.AUTH),
            new Route("/logout", Service.AUTH),
            new Route("/api/ecg", Service.ECG),
            new Route("/ws/ecg", Service.ECG),
            new Route("/", Service.GATEWAY));

    /** Where Socket.IO is: requests of one client that belong together have to reach the same replica. */
    public static final String SOCKET_IO = "/socket.io";

    private Routes() {}

    /**
     * A path with all below it.
     *
     * @param prefix as the type {@code Prefix} of a Kubernetes Ingress takes it: whole segments
     */
    public record Route(String prefix, Service service) {

        boolean fits(String path) {
            return isBelow(prefix, path);
        }
    }

    /** Whether a path is this one or below it. */
    public static boolean isBelow(String prefix, String path) {
        return prefix.equals("/")
                || (path.startsWith(prefix)
                        && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/'));
    }

    /** The service that answers for a path. */
    public static Service serviceFor(String path) {
        return ALL.stream()
                .filter(route -> route.fits(path))
                .map(Route::service)
                .findFirst()
                .orElse(Service.GATEWAY);
    }
}
