package dev.pulsegate.platform.socket;

import java.util.List;
import java.util.Optional;
import jakarta.enterprise.context.ApplicationScoped;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.quarkus.websockets.next.HandshakeRequest;

import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.token.TokenCheck;
import dev.pulsegate.platform.token.TokenVerifier;

/**
 * Reads what a client said when it connected: who it is, by {@code ?token=}, bearer header or cookie, in that order, and
 * the parameters of the address. What it finds is never logged.
 */
@ApplicationScoped
public class Handshake {

    private static final String BEARER = "bearer ";

    private final TokenVerifier verifier;
    private final String cookieName;

    Handshake(TokenVerifier verifier, PlatformConfig config) {
        this.verifier = verifier;
        this.cookieName = config.token().cookieName();
    }

    /** Verifies the token the client sent; empty if it sent none. */
    public Optional<TokenCheck> authenticate(HandshakeRequest request) {
        return parameter(request, "token")
                .or(() -> bearer(request))
                .or(() -> cookie(request))
                .map(verifier::verify);
    }

    /** Verifies a token that a client sent later, to go on when its first one ends. */
    public TokenCheck verify(String token) {
        return verifier.verify(token);
    }

    /** The first value of a parameter in the address, if it is there and not empty. */
    public static Optional<String> parameter(HandshakeRequest request, String name) {
        var query = request.query();
        return query == null
                ? Optional.empty()
                : new QueryStringDecoder(query, false)
                        .parameters().getOrDefault(name, List.of()).stream()
                                .filter(value -> !value.isBlank())
                                .findFirst();
    }

    private static Optional<String> bearer(HandshakeRequest request) {
        return Optional.ofNullable(request.header("Authorization"))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip());
    }

    private Optional<String> cookie(HandshakeRequest request) {
        return Optional.ofNullable(request.header("Cookie")).stream()
                .flatMap(header -> ServerCookieDecoder.LAX.decode(header).stream())
                .filter(cookie -> cookie.name().equals(cookieName))
                .map(cookie -> cookie.value())
                .findFirst();
    }
}
