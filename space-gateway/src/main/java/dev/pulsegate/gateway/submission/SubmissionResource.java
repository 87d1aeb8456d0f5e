package dev.pulsegate.gateway.submission;

import java.sql.SQLException;
import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;

/** Submitting requests as JSON. */
@Path("/api/spaces/{space}/requests")
@Tag(name = "Requests")
@RunOnVirtualThread
class SubmissionResource {

    private final SubmissionAnswers answers;

    SubmissionResource(SubmissionAnswers answers) {
        this.answers = answers;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR})
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
        return answers.submit(answers.space(spaceId), idempotencyKey, prefer, submission)
                .response();
    }
}
