package dev.pulsegate.gateway.request;

import java.io.Serial;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Who wants to go on following has everything already. 204 is the one answer upon which a browser does not come back
 * (WHATWG HTML §9.2.3); it would after a stream that ends at once, for ever.
 */
public final class NothingMoreException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public NothingMoreException() {
        super("there are no more events", null, false, false);
    }

    /** Answers with 204. */
    @Provider
    public static final class Mapper implements ExceptionMapper<NothingMoreException> {

        @Override
        public Response toResponse(NothingMoreException e) {
            return Response.noContent()
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        }
    }
}
