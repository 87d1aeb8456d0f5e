package dev.pulsegate.gateway.prototype;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** Answers for browsers. */
@ApplicationScoped
class Pages {

    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");

    /** The pages' templates, in {@code templates/prototype}; checked against these parameters by the build. */
    @CheckedTemplate(basePath = "prototype")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance spaces(PageData.Spaces page);

        static native TemplateInstance start(PageData.Spaces page);

        static native TemplateInstance admin(PageData.Spaces page);

        static native TemplateInstance editing(PageData.Editing page);

        static native TemplateInstance space(PageData.OneSpace page);

        static native TemplateInstance failure(PageData.Failed page);
    }

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

    Response failure(Failure failure, Visitor visitor) {
        var response = show(failure.status(), new PageData.Failed(visitor, failure));
        return failure.retryAfter() == null
                ? response
                : Response.fromResponse(response)
                        .header(HttpHeaders.RETRY_AFTER, failure.retryAfter())
                        .build();
    }

    /** To the sign-in page, and from there back to this one. */
    static Response signIn(Visitor visitor) {
        return redirect(visitor.signInHref());
    }

    /** A relative address, so that it holds behind any proxy. */
    static Response redirect(String location) {
        return Response.status(Status.FOUND)
                .header(HttpHeaders.LOCATION, location)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
