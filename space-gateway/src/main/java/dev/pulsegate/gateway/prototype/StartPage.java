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

import dev.pulsegate.platform.token.Caller;

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
    private final Optional<String> app;

    StartPage(PrototypeConfig config, Visitors visitors, SpaceStates states) {
        this.config = config;
        this.visitors = visitors;
        this.states = states;
        this.app = read();
    }

    /** The app's page, if there is one that something can be put into. */
    private static Optional<String> read() {
        try (var page = Thread.currentThread().getContextClassLoader().getResourceAsStream(APP)) {
            return page == null
                    ? Optional.empty()
                    : Optional.of(new String(page.readAllBytes(), StandardCharsets.UTF_8))
                            .filter(text -> text.contains(END));
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
        var caller = visitors.find(context.request());
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
                .end(page(caller, context.request().getParam("page")));
    }

    private String page(Optional<Caller> caller, String page) {
        var data = new PageData.Spaces(
                Visitor.of(caller, "/"), states.list(page), caller.isPresent() || config.publicPages());
        if (app.isEmpty()) {
            return Templates.start(data).render();
        }
        var text = app.get();
        int end = text.lastIndexOf(END);
        return text.substring(0, end)
                + "<noscript><link rel=\"stylesheet\" href=\"/pages/style.css\"><main>"
                + Templates.spaces(data).render()
                + "</main></noscript>"
                + text.substring(end);
    }
}
