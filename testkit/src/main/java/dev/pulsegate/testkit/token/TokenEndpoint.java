package dev.pulsegate.testkit.token;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/** Trades {@link TestAccessKey}s for tokens, as OAuth 2.0 has it. */
final class TokenEndpoint implements HttpHandler {

    static final String PATH = "/oauth/token";

    private static final String SECRET = "client_secret=";

    private final TestTokens tokens;

    TokenEndpoint(TestTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var key = URLDecoder.decode(
                form.substring(form.indexOf(SECRET) + SECRET.length()).split("&", 2)[0], StandardCharsets.UTF_8);
        if (key.equals(TestAccessKey.UNAVAILABLE)) {
            answer(exchange, 503, "{\"error\":\"temporarily_unavailable\"}");
            return;
        }
        var token = TestAccessKey.read(key).map(known -> known.token(tokens));
        if (token.isPresent()) {
            answer(
                    exchange,
                    200,
                    "{\"access_token\":\"" + token.get() + "\",\"token_type\":\"Bearer\",\"expires_in\":600}");
        } else {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
