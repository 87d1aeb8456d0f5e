package dev.pulsegate.gateway.file.multipart;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;

import dev.pulsegate.gateway.file.FileKind;
import dev.pulsegate.gateway.file.FileView;
import dev.pulsegate.gateway.file.Refusals;
import dev.pulsegate.gateway.file.multipart.IntakeLimits.KindLimits;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.token.CurrentCaller;

/** A route that takes forms and tells what it has understood. */
@Path("/test/intake")
@CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR})
@RunOnVirtualThread
public class IntakeResource {

    static final int MAX_FILE_BYTES = 20 * 1024 * 1024;
    static final int MAX_FIELD_BYTES = 100_000;

    private static final IntakeLimits LIMITS = new IntakeLimits(
            Map.of(
                    FileKind.AUDIO, new KindLimits(1000, List.of("audio/*")),
                    FileKind.FILE, new KindLimits(MAX_FILE_BYTES, List.of())),
            3,
            4,
            MAX_FIELD_BYTES);

    private final MultipartIntake intake;
    private final CurrentCaller caller;

    IntakeResource(MultipartIntake intake, CurrentCaller caller) {
        this.intake = intake;
        this.caller = caller;
    }

    /** A form, as it was understood. */
    public record Taken(Map<String, String> fields, List<FileView> files) {}

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Taken take(InputStream body, @Context RoutingContext context) {
        var contentType = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return switch (intake.read(contentType, body, LIMITS, caller.get().accountId(), new UUID(0, 1))) {
            case IntakeResult.Accepted(var fields, var files) ->
                new Taken(fields, files.stream().map(FileView::of).toList());
            case IntakeResult.Refused(var refusal) -> throw Refusals.problem(refusal, body, context);
        };
    }
}
