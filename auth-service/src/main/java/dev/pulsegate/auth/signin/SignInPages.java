package dev.pulsegate.auth.signin;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The forms by which people sign in and register, as pages that need no script. */
final class SignInPages {

    private SignInPages() {}

    /** Which form. */
    enum Form {
        /** To sign in. */
        LOGIN,
        /** To make an account. */
        REGISTER
    }

    /** The templates, in {@code templates/auth}; checked against these parameters by the build. */
    @CheckedTemplate(basePath = "auth")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance login(String next, String error);

        static native TemplateInstance register(String next, String error);
    }

    /** The form, to be filled in. */
    static Response show(Form form, String next) {
        return page(Response.status(Status.OK), form, next, "");
    }

    /** The form and what went wrong with it: the service's own words, never what was sent. */
    static Response show(Form form, String next, HttpProblem problem) {
        var response = Response.status(problem.getStatusCode());
        problem.getHeaders().forEach(response::header);
        return page(response, form, next, problem.getDetail());
    }

    private static Response page(Response.ResponseBuilder response, Form form, String next, String error) {
        var template =
                switch (form) {
                    case LOGIN -> Templates.login(next, error);
                    case REGISTER -> Templates.register(next, error);
                };
        return response.type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(template.render())
                .build();
    }
}
