package dev.pulsegate.testkit.caller;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;

import io.quarkus.websockets.next.WebSocket;
import io.vertx.ext.web.Router;

/** The routes of the service that runs in this process, as its own parts tell them: nobody has to list them. */
public final class RunningRoutes {

    private static final String OF_TESTS = " /test/";

    private RunningRoutes() {}

    /** The routes of its resources and sockets, without those that a test has added. */
    public static Set<String> ofResources() {
        return CDI.current().getBeanManager().getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .flatMap(RunningRoutes::of)
                .filter(route -> !route.contains(OF_TESTS))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The paths that handlers of the router stand at, with an asterisk for all below; at none, they pass requests on. */
    public static Set<String> pathsOf(Router router) {
        return router.getRoutes().stream()
                .filter(route -> route.getPath() != null && !route.getPath().equals("/"))
                .map(route -> route.isExactPath() ? route.getPath() : route.getPath() + "*")
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> of(Class<?> type) {
        var socket = type.getAnnotation(WebSocket.class);
        if (socket != null) {
            return Stream.of("WS " + socket.path());
        }
        var path = type.getAnnotation(Path.class);
        return path == null
                ? Stream.empty()
                : Arrays.stream(type.getDeclaredMethods()).flatMap(method -> of(path.value(), method));
    }

    private static Stream<String> of(String base, Method method) {
        var path = method.getAnnotation(Path.class);
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> type.getAnnotation(HttpMethod.class).value() + " "
                        + joined(base, path == null ? "" : path.value()));
    }

    /** One slash between the two, and parameters without the pattern they have to match. */
    private static String joined(String base, String path) {
        var joined = ("/" + base + "/" + path).replaceAll("/+", "/").replaceAll("\\{(\\w+)\\s*:[^}]*}", "{$1}");
        return joined.length() > 1 && joined.endsWith("/") ? joined.substring(0, joined.length() - 1) : joined;
    }
}
