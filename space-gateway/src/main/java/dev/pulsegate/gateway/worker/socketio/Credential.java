package dev.pulsegate.gateway.worker.socketio;

import java.util.Optional;
import java.util.stream.Stream;

import dev.pulsegate.socketio.server.ConnectRequest;

/** What a client shows when it connects. The text forms give nothing of it away. */
sealed interface Credential {

    /** Nothing; open spaces need none. */
    record None() implements Credential {}

    /** An access token. */
    record Token(String text) implements Credential {

        @Override
        public String toString() {
            return "Token[…]";
        }
    }

    /** An access key. */
    record Key(String text) implements Credential {

        @Override
        public String toString() {
            return "Key[…]";
        }
    }

    /** What all access keys begin with. */
    String KEY_PREFIX = "pgk_";

    /** The scheme of RFC 6750. */
    String BEARER = "bearer ";

    /**
     * Reads it: from the auth payload, else the {@code Authorization} header, else the address; in each a key may stand
     * where a token may. Cookies do not count, so no page can make a browser show what it holds.
     */
    static Credential of(ConnectRequest request) {
        return Stream.of(
                        authMember(request, "key"),
                        authMember(request, "token"),
                        request.handshake().header("authorization").flatMap(Credential::bearer),
                        request.handshake().parameter("key"),
                        request.handshake().parameter("token"))
                .flatMap(Optional::stream)
                .filter(text -> !text.isBlank())
                .findFirst()
                .map(Credential::of)
                .orElseGet(None::new);
    }

    private static Optional<String> authMember(ConnectRequest request, String name) {
        return Optional.ofNullable(request.auth().get(name))
                .filter(value -> !value.isNull())
                .map(value -> value.asText());
    }

    private static Optional<String> bearer(String header) {
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private static Credential of(String text) {
        return text.startsWith(KEY_PREFIX) ? new Key(text) : new Token(text);
    }
}
