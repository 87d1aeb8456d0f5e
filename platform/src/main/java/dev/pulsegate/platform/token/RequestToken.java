package dev.pulsegate.platform.token;

import java.util.Optional;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** The access token of a request as it stands there, not verified. Never to be logged. */
public final class RequestToken {

    private static final String BEARER = "bearer ";

    private RequestToken() {}

    /** The bearer header's, else the cookie's. */
    public static Optional<String> of(HttpServerRequest request, String cookieName) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip())
                .or(() -> Optional.ofNullable(request.getCookie(cookieName)).map(Cookie::getValue));
    }
}
