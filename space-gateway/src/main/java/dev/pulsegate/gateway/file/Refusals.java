package dev.pulsegate.gateway.file;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

import dev.pulsegate.gateway.file.link.SignedUrls.Verdict;
import dev.pulsegate.platform.problem.Problems;

/** Answers an upload that is not taken, and a URL that opens nothing. */
public final class Refusals {

    /** How much a sender may go on sending, so that it comes to read the answer rather than a broken connection. */
    private static final long PATIENCE_BYTES = 1024 * 1024;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Duration UNUSED_RETRY_AFTER = Duration.ofMinutes(10);

    private Refusals() {}

    /** Lets nobody in whose URL is not signed for what it is used for, now. */
    public static void requireValid(Verdict verdict) {
        switch (verdict) {
            case VALID -> {}
            case EXPIRED -> throw Problems.forbidden("This URL has expired.");
            case FORGED -> throw Problems.forbidden("This URL is not signed for that.");
        }
    }

    /** The problem to throw. */
    public static HttpProblem problem(Refusal refusal) {
        var status = Status.fromStatusCode(refusal.status());
        var builder = HttpProblem.builder()
                .withTitle(status == null ? "Insufficient Storage" : status.getReasonPhrase())
                .withDetail(refusal.detail());
        if (status == null) {
            builder.withStatus(refusal.status());
        } else {
            builder.withStatus(status);
        }
        switch (refusal) {
            case Refusal.Busy _, Refusal.StoreBroken _, Refusal.StoreFull _ ->
                builder.withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER.toSeconds());
            case Refusal.TooManyUnused _ -> builder.withHeader(HttpHeaders.RETRY_AFTER, UNUSED_RETRY_AFTER.toSeconds());
            case Refusal.QuotaSpent(var used, var limit) ->
                builder.with("used_bytes", used).with("limit_bytes", limit);
            case Refusal.TooLarge _,
                    Refusal.WrongType _,
                    Refusal.Malformed _,
                    Refusal.Repeated _,
                    Refusal.TooSlow _,
                    Refusal.Disconnected _ -> {}
        }
        return builder.build();
    }

    /**
     * The problem to throw when part of the request's body may be unread: reads a little more of it, and ends an HTTP/1
     * connection after the answer, because what still comes on it is no request.
     */
    public static HttpProblem problem(Refusal refusal, InputStream body, RoutingContext context) {
        abandon(body, context);
        return problem(refusal);
    }

    private static void abandon(InputStream body, RoutingContext context) {
        try {
            var buffer = new byte[16 * 1024];
            long read = 0;
            while (read < PATIENCE_BYTES) {
                int count = body.read(buffer);
                if (count < 0) {
                    return;
                }
                read += count;
            }
        } catch (IOException e) {
            // The sender is gone; so will be the connection.
        }
        if (context.request().version() == HttpVersion.HTTP_2) {
            // Other requests share the connection, and the rest of this one cannot be taken for them: it is discarded.
            return;
        }
        var response = context.response();
        if (!response.ended() && !response.headWritten()) {
            response.putHeader("Connection", "close");
            context.addEndHandler(_ -> context.request().connection().close());
        }
    }
}
