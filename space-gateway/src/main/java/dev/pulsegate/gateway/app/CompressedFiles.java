package dev.pulsegate.gateway.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Sends the app's scripts and styles compressed, as the build has left them beside the plain ones. Whoever does not take
 * gzip gets those.
 */
@ApplicationScoped
class CompressedFiles {

    private static final Pattern NAME = Pattern.compile("/app/([\\w-]+\\.(js|css))");
    private static final Map<String, String> TYPES = Map.of("js", "text/javascript", "css", "text/css");

    /** Before the plain files, which are sent by a route of Quarkus' own. */
    private static final int FIRST = -1;

    /** As many as there are files, a few hundred kilobytes in all; what is not there is not kept. */
    private final Map<String, Buffer> files = new ConcurrentHashMap<>();

    void serve(@Observes Router router) {
        router.get("/app/*").order(FIRST).handler(this::send);
    }

    private void send(RoutingContext context) {
        var name = NAME.matcher(context.normalizedPath());
        var accepted = context.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        if (accepted == null || !accepted.contains("gzip") || !name.matches()) {
            context.next();
            return;
        }
        var file = file(name.group(1));
        if (file.isEmpty()) {
            context.next();
            return;
        }
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, TYPES.get(name.group(2)) + ";charset=UTF-8")
                .putHeader(HttpHeaders.CONTENT_ENCODING, "gzip")
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .end(file.get());
    }

    private Optional<Buffer> file(String name) {
        var known = files.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        var resource = "META-INF/resources/app/" + name + ".gz";
        try (var content = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            if (content == null) {
                return Optional.empty();
            }
            var file = Buffer.buffer(content.readAllBytes());
            files.put(name, file);
            return Optional.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
