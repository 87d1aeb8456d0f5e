package dev.pulsegate.gateway.prototype;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answers for scripts and programs. */
final class JsonAnswers {

    private JsonAnswers() {}

    /** Says why something was not done. */
    static Response of(Failure failure) {
        var response = Response.status(failure.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(failure);
        if (failure.retryAfter() != null) {
            response.header(HttpHeaders.RETRY_AFTER, failure.retryAfter());
        }
        if (failure.status() == Failure.NOT_SIGNED_IN) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"pulsegate\"");
        }
        return response.build();
    }
}
