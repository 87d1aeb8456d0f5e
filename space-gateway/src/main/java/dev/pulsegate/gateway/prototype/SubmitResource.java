package dev.pulsegate.gateway.prototype;

import java.io.InputStream;
import java.sql.SQLException;
import java.util.UUID;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.gateway.file.multipart.IntakeResult;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.submission.SubmissionForms;
import dev.pulsegate.gateway.submission.Submissions;
import dev.pulsegate.gateway.submission.Submissions.Submitted;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.token.Caller;

/**
 * Submitting a request as the prototype's pages and scripts do. They are answered in JSON; a browser that posts the form
 * of a space's page by itself, without a script, is sent back to that page.
 */
@Path("/websockets/submit/{id}")
@Tag(name = "Prototype")
@CallableBy({CallerKind.ANONYMOUS, CallerKind.PERSON, CallerKind.ADMINISTRATOR})
@PrototypeRoute
@RunOnVirtualThread
class SubmitResource {

    private final Visitors visitors;
    private final SpaceStates spaces;
    private final FormReader reader;
    private final SubmissionForms forms;
    private final Submissions submissions;
    private final Pages pages;

    SubmitResource(
            Visitors visitors,
            SpaceStates spaces,
            FormReader reader,
            SubmissionForms forms,
            Submissions submissions,
            Pages pages) {
        this.visitors = visitors;
        this.spaces = spaces;
        this.reader = reader;
        this.forms = forms;
        this.submissions = submissions;
        this.pages = pages;
    }

    /** The request is accepted; {@code success} is true. */
    public record Success(boolean success, UUID requestId) {}

    @POST
    @Operation(
            summary = "Submit a request by form",
            description = "Fields prompt and audio_url; files video_file, other_file and audio_file.")
    public Response submit(@PathParam("id") String spaceId, InputStream body, @Context RoutingContext context)
            throws SQLException {
        var visitor = visitors.of(context.request(), "/");
        var outcome = visitor.isSignedIn()
                ? submit(spaceId, visitor.caller(), body, context)
                : SubmitOutcome.refused(Failure.NOT_SIGNED_IN, "Sign in first.");
        return switch (outcome) {
            case SubmitOutcome.Accepted(var id)
            when isPageForm(context) ->
                Response.status(Status.SEE_OTHER)
                        .header(HttpHeaders.LOCATION, "/ai_project/" + spaceId + "?request_id=" + id)
                        .build();
            case SubmitOutcome.Accepted(var id) ->
                Response.ok(new Success(true, id))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build();
            case SubmitOutcome.Refused(var failure) when isPageForm(context) -> pages.failure(failure, visitor);
            case SubmitOutcome.Refused(var failure) -> failure.asJson();
        };
    }

    /** A browser that goes where its form leads asks for a page; a script or program takes anything. */
    private static boolean isPageForm(RoutingContext context) {
        var accept = context.request().getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains("text/html");
    }

    private SubmitOutcome submit(String spaceId, Caller caller, InputStream body, RoutingContext context)
            throws SQLException {
        var space = spaces.find(spaceId);
        if (space.isEmpty()) {
            return SubmitOutcome.noSuchSpace();
        }
        try {
            return submit(space.get(), caller, reader.read(body, context, caller.accountId(), space.get()));
        } catch (HttpProblem problem) {
            return new SubmitOutcome.Refused(Failure.of(problem));
        } catch (ConstraintViolationException invalid) {
            return new SubmitOutcome.Refused(Failure.of(invalid));
        }
    }

    /** A form that becomes no request leaves nothing behind. */
    private SubmitOutcome submit(Space space, Caller caller, IntakeResult.Accepted form) throws SQLException {
        SubmitOutcome outcome = null;
        try {
            var submission = forms.submission(form.fields(), form.files());
            outcome = SubmitOutcome.of(
                    submissions.submit(new Submitted(Uuid7.next(), space, caller, submission, null, true)));
            return outcome;
        } finally {
            if (!(outcome instanceof SubmitOutcome.Accepted)) {
                forms.discard(form);
            }
        }
    }
}
