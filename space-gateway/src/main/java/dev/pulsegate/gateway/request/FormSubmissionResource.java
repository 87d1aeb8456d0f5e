package dev.pulsegate.gateway.request;

import java.io.InputStream;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.gateway.file.FileKind;
import dev.pulsegate.gateway.file.Refusals;
import dev.pulsegate.gateway.file.StoredFile;
import dev.pulsegate.gateway.file.multipart.IntakeLimits;
import dev.pulsegate.gateway.file.multipart.IntakeLimits.KindLimits;
import dev.pulsegate.gateway.file.multipart.IntakeResult;
import dev.pulsegate.gateway.file.multipart.MultipartIntake;
import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.platform.problem.Problems;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.platform.token.CurrentCaller;

/** Submitting requests as forms, with files. What a form says means the same as the JSON members of those names. */
@Path("/api/spaces/{space}/requests")
@Tag(name = "Requests")
@RunOnVirtualThread
class FormSubmissionResource {

    private static final int MOST_FILES = 20;
    private static final int MOST_FIELDS = 10;
    private static final int MOST_FIELD_BYTES = 1 << 20;

    private final MultipartIntake intake;
    private final SubmissionAnswers answers;
    private final Validator validator;
    private final ObjectMapper json;
    private final CurrentCaller caller;

    FormSubmissionResource(
            MultipartIntake intake,
            SubmissionAnswers answers,
            Validator validator,
            ObjectMapper json,
            CurrentCaller caller) {
        this.intake = intake;
        this.answers = answers;
        this.validator = validator;
        this.json = json;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed({Caller.USER, Caller.ADMIN})
    @Operation(
            summary = "Submit a request as a form, with files",
            description =
                    "Fields prompt, audio_url, parameters (JSON), priority; files audio_file, video_file, other_file."
                            + " Files go to storage as they come.")
    public Response submit(
            @PathParam("space") UUID spaceId,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @HeaderParam("Prefer") String prefer,
            InputStream body,
            @Context RoutingContext context)
            throws SQLException, InterruptedException {
        var space = answers.space(spaceId);
        var contentType = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return switch (intake.read(
                contentType, body, limits(space), caller.get().accountId(), space.id())) {
            case IntakeResult.Refused(var refusal) -> throw Refusals.problem(refusal, body, context);
            case IntakeResult.Accepted form -> submit(space, idempotencyKey, prefer, form);
        };
    }

    /** A form whose request is not a new one leaves nothing behind. */
    private Response submit(Space space, String idempotencyKey, String prefer, IntakeResult.Accepted form)
            throws SQLException, InterruptedException {
        boolean taken = false;
        try {
            var answer = answers.submit(space, idempotencyKey, prefer, submission(form));
            taken = answer.isNew();
            return answer.response();
        } finally {
            if (!taken) {
                intake.discard(form);
            }
        }
    }

    private static IntakeLimits limits(Space space) {
        var kinds = Arrays.stream(InputKind.values())
                .filter(kind -> kind != InputKind.PROMPT && space.inputs().contains(kind))
                .collect(Collectors.toMap(
                        kind -> FileKind.valueOf(kind.name()),
                        kind -> new KindLimits(
                                space.limit(kind).maxBytes(), space.limit(kind).types())));
        return new IntakeLimits(kinds, MOST_FILES, MOST_FIELDS, MOST_FIELD_BYTES);
    }

    private Submission submission(IntakeResult.Accepted form) {
        var fields = form.fields();
        var submission = new Submission(
                text(fields, "prompt"),
                text(fields, "audio_url"),
                parameters(text(fields, "parameters")),
                form.files().stream().map(StoredFile::id).toList(),
                priority(text(fields, "priority")),
                null);
        var violations = validator.validate(submission);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        return submission;
    }

    /** An input of a page's form that was left empty is one that was not there. */
    private static String text(Map<String, String> fields, String name) {
        var value = fields.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    private JsonNode parameters(String text) {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw Problems.badRequest("The field parameters is no JSON.");
        }
    }

    private static Integer priority(String text) {
        try {
            return text == null ? null : Integer.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw Problems.badRequest("The field priority is a whole number.");
        }
    }
}
