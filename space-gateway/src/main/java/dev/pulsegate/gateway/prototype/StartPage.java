package dev.pulsegate.gateway.prototype;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.pulsegate.gateway.prototype.Pages.Templates;

/**
 * The start page with the list of spaces in it. It is the app's page, as it stands among the static resources, and the
 * list is what a browser without scripts shows, and a program reads, in its stead.
 */
@ApplicationScoped
class StartPage {

    private static final String APP = "META-INF/resources/index.html";
    private static final String END = "</body>";

    private final PrototypeConfig config;
    private final Visitors visitors;
    private final SpaceStates states;
    /** The app's page, if there is one that something can be put into; else null. */
    private final String app;

    StartPage(PrototypeConfig config, Visitors visitors, SpaceStates states) {
        this.config = config;
        this.visitors = visitors;
        this.states = states;
        this.app = read().filter(page -> page.contains(END)).orElse(null);
    }

    private static Optional<String> read() {
        try (var page = Thread.currentThread().getContextClassLoader().getResourceAsStream(APP)) {
            return page == null
                    ? Optional.empty()
                    : Optional.of(new String(page.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void register(@Observes Router router) {
        if (config.routes()) {
            router.get("/").order(RouteConstants.ROUTE_ORDER_BEFORE_DEFAULT).handler(this::answer);
        }
    }

    /** On the event loop: nothing in it blocks. */
    private void answer(RoutingContext context) {
        var visitor = visitors.of(context.request(), "/");
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
                .end(page(visitor, context.request().getParam("page")));
    }

    private String page(Visitor visitor, String page) {
        var data = new PageData.Spaces(visitor, states.list(page), visitor.isSignedIn() || config.publicPages());
        if (app == null) {
            return Templates.start(data).render();
        }
        int end = app.lastIndexOf(END);
        return app.substring(0, end)
                + "<noscript><link rel=\"stylesheet\" href=\"/pages/style.css\"><main>"
                + Templates.spaces(data).render()
                + "</main></noscript>"
                + app.substring(end);
    }
}
