package dev.pulsegate.gateway.prototype;

import java.util.Optional;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

import io.quarkus.qute.TemplateInstance;

import dev.pulsegate.platform.token.Caller;

/** Answers for browsers. */
@ApplicationScoped
class Pages {

    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");

    Response show(PageData data) {
        return show(Status.OK.getStatusCode(), data);
    }

    Response show(int status, PageData data) {
        return Response.status(status)
                .type(HTML)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(template(data).render())
                .build();
    }

    private static TemplateInstance template(PageData data) {
        return switch (data) {
            case PageData.Spaces page -> Templates.admin(page);
            case PageData.Editing page -> Templates.editing(page);
            case PageData.OneSpace page -> Templates.space(page);
            case PageData.Failed page -> Templates.failure(page);
        };
    }

    Response failure(Failure failure, Optional<Caller> caller) {
        var response = show(failure.status(), new PageData.Failed(Visitor.of(caller, "/"), failure));
        return failure.retryAfter() == null
                ? response
                : Response.fromResponse(response)
                        .header(HttpHeaders.RETRY_AFTER, failure.retryAfter())
                        .build();
    }

    /** To the sign-in page, and from there back to this one. */
    static Response signIn(String path) {
        return redirect(Visitor.signInHref(path));
    }

    /** A relative address, so that it holds behind any proxy. */
    static Response redirect(String location) {
        return Response.status(Status.FOUND)
                .header(HttpHeaders.LOCATION, location)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
