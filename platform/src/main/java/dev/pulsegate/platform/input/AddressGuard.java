package dev.pulsegate.platform.input;

import java.util.HexFormat;
import java.util.Optional;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import dev.pulsegate.platform.request.RequestId;
import dev.pulsegate.platform.trace.LogTrace;

/**
 * Refuses addresses and headers that hold control characters or are not encoded as addresses are, for every route and
 * socket, before anything is looked up: with 400, but where a path could be of something, were it only called like that,
 * with 404.
 */
@ApplicationScoped
public class AddressGuard {

    /** After the request id, before all that reads the address. */
    private static final int PRIORITY = 950;

    private static final int DELETE = 0x7f;
    private static final String BADLY_ENCODED = "has a % that is not followed by two hexadecimal digits";

    void register(@Observes Filters filters) {
        filters.register(AddressGuard::check, PRIORITY);
    }

    /** Something wrong: in which part of the request, in which field of it, and what. */
    private record Finding(String in, String field, String message) {}

    private static void check(RoutingContext context) {
        var found = look(context);
        if (found.isPresent()) {
            refuse(context, found.get());
        } else {
            context.next();
        }
    }

    private static Optional<Finding> look(RoutingContext context) {
        var request = context.request();
        var inPath = objection(request.path() == null ? "" : request.path());
        if (inPath.isPresent()) {
            return Optional.of(new Finding("path", "path", inPath.get()));
        }
        var query = request.query() == null ? "" : request.query();
        for (var parameter : query.split("&", -1)) {
            var objection = objection(parameter);
            if (objection.isPresent()) {
                return Optional.of(new Finding("query", name(parameter), objection.get()));
            }
        }
        for (var header : request.headers()) {
            if (!header.getValue().chars().allMatch(AddressGuard::mayStandInHeader)) {
                return Optional.of(new Finding("header", header.getKey(), "must not have control characters"));
            }
        }
        return Optional.empty();
    }

    /** What is wrong with an encoded part of an address. */
    private static Optional<String> objection(String encoded) {
        for (int i = 0; i < encoded.length(); i++) {
            int character = encoded.charAt(i);
            if (character == '%') {
                if (i + 2 >= encoded.length()
                        || !HexFormat.isHexDigit(encoded.charAt(i + 1))
                        || !HexFormat.isHexDigit(encoded.charAt(i + 2))) {
                    return Optional.of(BADLY_ENCODED);
                }
                character = HexFormat.fromHexDigits(encoded, i + 1, i + 3);
                i += 2;
            }
            if (character < ' ' || character == DELETE) {
                return Optional.of("must not have the control character U+%04X".formatted(character));
            }
        }
        return Optional.empty();
    }

    private static boolean mayStandInHeader(int character) {
        return character == '\t' || (character >= ' ' && character != DELETE);
    }

    private static String name(String parameter) {
        var name = parameter.substring(0, Math.max(0, parameter.indexOf('=')));
        return objection(name).isEmpty() ? name : "";
    }

    private static void refuse(RoutingContext context, Finding found) {
        boolean nowhere = found.in().equals("path") && !found.message().equals(BADLY_ENCODED);
        var status = nowhere ? HttpResponseStatus.NOT_FOUND : HttpResponseStatus.BAD_REQUEST;
        var problem = new JsonObject()
                .put("status", status.code())
                .put("title", status.reasonPhrase())
                .put("detail", "The request's %s is not fit to be read.".formatted(found.in()))
                .put(
                        "violations",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("field", found.field())
                                        .put("in", found.in())
                                        .put("message", found.message())))
                .put(RequestId.KEY, context.<String>get(RequestId.KEY));
        LogTrace.id().ifPresent(trace -> problem.put(LogTrace.KEY, trace));
        context.response()
                .setStatusCode(status.code())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(problem.encode());
    }
}
