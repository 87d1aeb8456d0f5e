package dev.pulsegate.gateway.submission;

import java.io.InputStream;
import java.sql.SQLException;
import java.util.UUID;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.gateway.file.Refusals;
import dev.pulsegate.gateway.file.StoredFile;
import dev.pulsegate.gateway.file.multipart.IntakeResult;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.token.CurrentCaller;

/** Submitting requests as forms, with files. What a form says means the same as the JSON members of those names. */
@Path("/api/spaces/{space}/requests")
@Tag(name = "Requests")
@RunOnVirtualThread
class FormSubmissionResource {

    private final SubmissionForms forms;
    private final SubmissionAnswers answers;
    private final CurrentCaller caller;

    FormSubmissionResource(SubmissionForms forms, SubmissionAnswers answers, CurrentCaller caller) {
        this.forms = forms;
        this.answers = answers;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR})
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
        var accountId = caller.get().accountId();
        boolean known = answers.isKnown(space, idempotencyKey);
        var read = known
                ? forms.compare(contentType, body, accountId, space)
                : forms.read(contentType, body, accountId, space);
        return switch (read) {
            case IntakeResult.Refused(var refusal) -> throw Refusals.problem(refusal, body, context);
            case IntakeResult.Accepted form when known -> repeat(space, idempotencyKey, form);
            case IntakeResult.Accepted form -> submit(space, idempotencyKey, prefer, form);
        };
    }

    private Response repeat(Space space, String idempotencyKey, IntakeResult.Accepted form) throws SQLException {
        var contents = form.files().stream().map(StoredFile::sha256).toList();
        return answers.repeat(space, idempotencyKey, forms.submission(form.fields(), form.files()), contents);
    }

    /** A form whose request is not a new one leaves nothing behind. */
    private Response submit(Space space, String idempotencyKey, String prefer, IntakeResult.Accepted form)
            throws SQLException, InterruptedException {
        boolean taken = false;
        try {
            var answer = answers.submit(space, idempotencyKey, prefer, forms.submission(form.fields(), form.files()));
            taken = answer.isNew();
            return answer.response();
        } finally {
            if (!taken) {
                forms.discard(form);
            }
        }
    }
}
