package dev.pulsegate.gateway.submission;

import java.io.InputStream;
import java.sql.SQLException;
import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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

/**
 * Submitting requests, as JSON or as forms with files. What a form says means the same as the JSON members of those
 * names.
 */
@Path("/api/spaces/{space}/requests")
@Tag(name = "Requests")
@CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR})
@RunOnVirtualThread
class SubmissionResource {

    private final SubmissionResponder responder;
    private final SubmissionForms forms;
    private final CurrentCaller caller;

    SubmissionResource(SubmissionResponder responder, SubmissionForms forms, CurrentCaller caller) {
        this.responder = responder;
        this.forms = forms;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Submit a request",
            description = "Accepted means kept: 202 is answered after the commit. With Prefer: wait=30 the answer waits"
                    + " for the end for so long; with Idempotency-Key the same can be sent again safely.")
    public Response submit(
            @PathParam("space") UUID spaceId,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @HeaderParam("Prefer") String prefer,
            @NotNull @Valid Submission submission)
            throws SQLException, InterruptedException {
        return responder
                .submit(responder.space(spaceId), idempotencyKey, prefer, submission)
                .response();
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            summary = "Submit a request as a form, with files",
            description =
                    "Fields prompt, audio_url, parameters (JSON), priority; files audio_file, video_file, other_file."
                            + " Files go to storage as they come.")
    public Response submitForm(
            @PathParam("space") UUID spaceId,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @HeaderParam("Prefer") String prefer,
            InputStream body,
            @Context RoutingContext context)
            throws SQLException, InterruptedException {
        var space = responder.space(spaceId);
        var contentType = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        var accountId = caller.get().accountId();
        boolean known = responder.isKnown(space, idempotencyKey);
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
        return responder.repeat(space, idempotencyKey, forms.submission(form.fields(), form.files()), contents);
    }

    /** A form whose request is not a new one leaves nothing behind. */
    private Response submit(Space space, String idempotencyKey, String prefer, IntakeResult.Accepted form)
            throws SQLException, InterruptedException {
        boolean taken = false;
        try {
            var responded =
                    responder.submit(space, idempotencyKey, prefer, forms.submission(form.fields(), form.files()));
            taken = responded.isNew();
            return responded.response();
        } finally {
            if (!taken) {
                forms.discard(form);
            }
        }
    }
}
