package dev.pulsegate.gateway.boot;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import dev.pulsegate.gateway.GatewayConfig;
import dev.pulsegate.platform.body.BodyRule;
import dev.pulsegate.platform.body.BodyRules;

/** Submissions and forms may be longer than what other routes take; files and forms with files are streamed. */
@ApplicationScoped
class GatewayBodies implements BodyRules {

    private static final Pattern SUBMISSION = Pattern.compile("/api/spaces/[^/]+/requests/?");

    /** A space's description and cover, escaped at their longest. */
    private static final BodyRule SPACE = new BodyRule.Whole(64 * 1024);

    private final BodyRule submission;
    private final BodyRule encodedSubmission;

    GatewayBodies(GatewayConfig config) {
        long most = config.queue().maxSubmission().asLongValue();
        this.submission = new BodyRule.Whole(most);
        // A byte may be written with three.
        this.encodedSubmission = new BodyRule.Whole(most / 2 * 3);
    }

    @Override
    public Optional<BodyRule> rule(RoutingContext context) {
        var path = context.normalizedPath();
        var method = context.request().method();
        if (isFile(path, method) || isForm(context, method)) {
            return Optional.of(new BodyRule.Streamed());
        }
        if (SUBMISSION.matcher(path).matches()) {
            return Optional.of(submission);
        }
        if (path.startsWith("/websockets/submit/")) {
            return Optional.of(encodedSubmission);
        }
        return path.startsWith("/api/spaces") || path.startsWith("/admin/") ? Optional.of(SPACE) : Optional.empty();
    }

    private static boolean isFile(String path, HttpMethod method) {
        return method.equals(HttpMethod.PUT) ? path.startsWith("/files/") : path.equals("/api/files");
    }

    /** What takes forms with files reads them as they come; anything else does not take them. */
    private static boolean isForm(RoutingContext context, HttpMethod method) {
        var type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return method.equals(HttpMethod.POST)
                && type != null
                && type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }
}
