package dev.pulsegate.tools.installation;

import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.fasterxml.jackson.databind.JsonNode;

import dev.pulsegate.worker.connection.Failures;

/** Hears the first text frame of a WebSocket. */
final class FirstFrame implements WebSocket.Listener {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final CompletableFuture<String> frame = new CompletableFuture<>();
    private final StringBuilder parts = new StringBuilder();

    private FirstFrame() {}

    static JsonNode of(Installation installation, URI address, String token, Duration limit)
            throws CallException, InterruptedException {
        var listener = new FirstFrame();
        var socket = open(installation, address, token, listener);
        try {
            var text = listener.frame.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return installation.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (TimeoutException e) {
            throw new CallException(address.getPath() + " sent nothing within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new CallException(address.getPath() + " sent nothing: " + Failures.describe(e));
        } finally {
            socket.abort();
        }
    }

    private static WebSocket open(Installation installation, URI address, String token, FirstFrame listener)
            throws CallException {
        try {
            return installation
                    .http()
                    .newWebSocketBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    .header("Authorization", "Bearer " + token)
                    .buildAsync(address, listener)
                    .join();
        } catch (CompletionException e) {
            if (Failures.cause(e) instanceof WebSocketHandshakeException handshake) {
                throw new CallException(address.getPath() + " answered HTTP "
                        + handshake.getResponse().statusCode() + " instead of a WebSocket");
            }
            throw installation.unreachable(e);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        parts.append(part);
        if (last) {
            frame.complete(parts.toString());
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        frame.completeExceptionally(
                new CallException("it was closed with code " + code + " (" + Failures.clean(reason) + ")"));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
        frame.completeExceptionally(failure);
    }
}
