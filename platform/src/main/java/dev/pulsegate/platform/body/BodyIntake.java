package dev.pulsegate.platform.body;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.memory.ByteBudget;
import dev.pulsegate.platform.memory.MemoryBudgets;
import dev.pulsegate.platform.problem.ProblemAnswer;
import dev.pulsegate.platform.tcp.Network;
import dev.pulsegate.platform.token.RequestToken;
import dev.pulsegate.platform.token.TokenCheck;
import dev.pulsegate.platform.token.TokenVerifier;

/**
 * Takes request bodies in: what is announced is held of the budget before a byte is read, and a body that goes into memory
 * is read here, in time, before authentication and routing.
 */
@ApplicationScoped
class BodyIntake {

    /** After the request id and the cross-site check. */
    private static final int PRIORITY = 800;

    /** After Quarkus has set the limit that holds for all routes. */
    private static final int LIMIT_PRIORITY = 1;

    private static final String READ_BY_REST = BodyIntake.class.getName() + ".limit";

    /** Nothing that most routes are asked is longer than a few hundred bytes. */
    private static final BodyRule USUAL = new BodyRule.Whole(16 * 1024);

    /** What is buffered of a body while it is streamed. */
    private static final long STREAM_BYTES = 128 * 1024;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /** With HTTP/2 a body need not be announced; requests of these methods have none. */
    private static final Set<HttpMethod> WITHOUT_BODY =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.DELETE);

    private final Instance<BodyRules> rules;
    private final ByteBudget budget;
    private final Duration timeout;
    private final TokenVerifier verifier;
    private final String cookieName;

    BodyIntake(@Any Instance<BodyRules> rules, MemoryBudgets budgets, PlatformConfig config, TokenVerifier verifier) {
        this.rules = rules;
        this.budget = budgets.bodies();
        this.timeout = config.memory().bodyTimeout();
        this.verifier = verifier;
        this.cookieName = config.token().cookieName();
    }

    void register(@Observes Filters filters) {
        filters.register(this::take, PRIORITY);
        filters.register(BodyIntake::limit, LIMIT_PRIORITY);
    }

    private static void limit(RoutingContext context) {
        Long maxBytes = context.get(READ_BY_REST);
        if (maxBytes != null) {
            context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, maxBytes);
        }
        context.next();
    }

    private void take(RoutingContext context) {
        var request = context.request();
        if (!hasBody(request)) {
            context.next();
        } else if (isEncoded(request)) {
            context.response().putHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
            ProblemAnswer.send(
                    context, 415, "Unsupported Media Type", "A body is taken as it is, without Content-Encoding.");
        } else {
            switch (rule(context)) {
                case BodyRule.Own _ -> context.next();
                case BodyRule.Streamed _ -> stream(context);
                case BodyRule.Whole(var maxBytes) -> read(context, maxBytes);
            }
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            return !length.equals("0");
        }
        return request.version() == HttpVersion.HTTP_2
                ? !request.isEnded() && !WITHOUT_BODY.contains(request.method())
                : request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static boolean isEncoded(HttpServerRequest request) {
        var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity");
    }

    private BodyRule rule(RoutingContext context) {
        return rules.stream()
                .map(each -> each.rule(context))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(USUAL);
    }

    private void stream(RoutingContext context) {
        if (hold(context).grow(STREAM_BYTES)) {
            context.next();
        } else {
            refuseForNow(context);
        }
    }

    private void read(RoutingContext context, long maxBytes) {
        var length = length(context.request());
        if (length.orElse(0) > maxBytes) {
            refuseTooLarge(context, maxBytes);
            return;
        }
        boolean multiplexed = context.request().version() == HttpVersion.HTTP_2;
        var hold = hold(context);
        if (!hold.grow(length.orElse(multiplexed ? maxBytes : 0))) {
            refuseForNow(context);
        } else if (multiplexed) {
            // REST pauses each request, which Vert.x does not allow once an HTTP/2 one is read. So REST reads it.
            context.put(READ_BY_REST, maxBytes);
            context.next();
        } else {
            new BodyReading(context, hold, maxBytes, length.isPresent()).begin(timeout);
        }
    }

    private BodyHold hold(RoutingContext context) {
        var request = context.request();
        var remote = request.remoteAddress();
        var address = remote == null || remote.hostAddress() == null ? "" : Network.of(remote.hostAddress());
        var channel = ((ConnectionBase) request.connection()).channel();
        return new BodyHold(budget, address, () -> account(request, address), channel, context);
    }

    private Object account(HttpServerRequest request, Object address) {
        var check = RequestToken.of(request, cookieName).map(verifier::verify);
        return check.isPresent() && check.get() instanceof TokenCheck.Valid(var caller) ? caller.accountId() : address;
    }

    private static OptionalLong length(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length));
        } catch (NumberFormatException e) {
            return OptionalLong.of(Long.MAX_VALUE);
        }
    }

    static void refuseTooLarge(RoutingContext context, long maxBytes) {
        ProblemAnswer.send(
                context, 413, "Content Too Large", "The request must not be longer than %d bytes.".formatted(maxBytes));
    }

    static void refuseForNow(RoutingContext context) {
        ProblemAnswer.send(
                context,
                503,
                "Service Unavailable",
                "Too much is being received at the moment. Try again.",
                RETRY_AFTER);
    }
}
