package dev.pulsegate.gateway.prototype;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.ext.web.RoutingContext;

import dev.pulsegate.gateway.file.Refusal;
import dev.pulsegate.gateway.file.Refusals;
import dev.pulsegate.gateway.file.multipart.IntakeLimits;
import dev.pulsegate.gateway.file.multipart.IntakeResult;
import dev.pulsegate.gateway.file.multipart.MultipartIntake;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.submission.SubmissionForms;
import dev.pulsegate.platform.input.FormFields;
import dev.pulsegate.platform.problem.Problems;

/**
 * Reads forms as HTML knows them: {@code application/x-www-form-urlencoded}, which is what Python's {@code requests}
 * sends unless there are files, and {@code multipart/form-data}. Blocks.
 */
@ApplicationScoped
class FormReader {

    private static final int MOST_FIELDS = 32;

    /** A byte may be written with three. */
    private static final int MOST_ENCODED_BYTES = 3 * SubmissionForms.MOST_FIELD_BYTES;

    private static final IntakeLimits NO_FILES =
            new IntakeLimits(Map.of(), 0, MOST_FIELDS, SubmissionForms.MOST_FIELD_BYTES);

    private final SubmissionForms submissions;
    private final MultipartIntake intake;

    FormReader(SubmissionForms submissions, MultipartIntake intake) {
        this.submissions = submissions;
        this.intake = intake;
    }

    /**
     * Reads a form that may have the files a space takes.
     *
     * @throws HttpProblem if it cannot be read; then nothing of it stays
     */
    IntakeResult.Accepted read(InputStream body, RoutingContext context, UUID accountId, Space space) {
        return isMultipart(context)
                ? accepted(submissions.read(contentType(context), body, accountId, space), body, context)
                : new IntakeResult.Accepted(encodedFields(body, context), List.of());
    }

    /**
     * Reads a form without files.
     *
     * @throws HttpProblem if it cannot be read
     */
    Map<String, String> fields(InputStream body, RoutingContext context) {
        // Without files nobody asks whose they are and where they go.
        return isMultipart(context)
                ? accepted(intake.read(contentType(context), body, NO_FILES, null, null), body, context)
                        .fields()
                : encodedFields(body, context);
    }

    private static String contentType(RoutingContext context) {
        var type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return type == null ? "" : type.strip();
    }

    private static boolean isMultipart(RoutingContext context) {
        return contentType(context).toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    private static IntakeResult.Accepted accepted(IntakeResult result, InputStream body, RoutingContext context) {
        return switch (result) {
            case IntakeResult.Accepted form -> form;
            case IntakeResult.Refused(var refusal) -> throw Refusals.problem(refusal, body, context);
        };
    }

    private static Map<String, String> encodedFields(InputStream body, RoutingContext context) {
        try {
            // One byte more than allowed tells a form that is too long.
            var bytes = body.readNBytes(MOST_ENCODED_BYTES + 1);
            if (bytes.length > MOST_ENCODED_BYTES) {
                throw Refusals.problem(new Refusal.TooLarge("The form", MOST_ENCODED_BYTES), body, context);
            }
            boolean isForm =
                    contentType(context).toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
            if (bytes.length > 0 && !isForm) {
                throw Problems.badRequest(
                        "Send a form: application/x-www-form-urlencoded, or multipart/form-data if it has files.");
            }
            return decoded(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw Refusals.problem(new Refusal.Disconnected());
        }
    }

    private static Map<String, String> decoded(String text) {
        var fields = new HashMap<String, String>();
        try {
            // One more than allowed tells a form of too many fields.
            var decoder = new QueryStringDecoder(text, StandardCharsets.UTF_8, false, MOST_FIELDS + 1, true);
            decoder.parameters().forEach((name, values) -> fields.put(name, single(name, values)));
        } catch (IllegalArgumentException e) {
            throw Problems.badRequest("The form is not well-formed application/x-www-form-urlencoded.");
        }
        fields.forEach((name, value) -> FormFields.check(name, List.of(value)));
        if (fields.size() > MOST_FIELDS) {
            throw Problems.badRequest("The form has more than " + MOST_FIELDS + " fields.");
        }
        return fields;
    }

    private static String single(String name, List<String> values) {
        if (values.size() > 1) {
            throw Problems.badRequest("The field " + name + " stands twice in the form.");
        }
        return values.getFirst();
    }
}
