package dev.pulsegate.auth.revocation;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.contracts.RevocationList;
import dev.pulsegate.platform.caller.CallableByAnyone;

/**
 * What was revoked, beside the signing keys. It names sessions, keys and accounts by ids that say nothing to whoever does
 * not know them, so anyone may read it, as anyone may read the keys.
 */
@Path(RevocationList.PATH)
@Tag(name = "Discovery")
@CallableByAnyone
@RunOnVirtualThread
public class RevocationsResource {

    private static final String MEDIA_TYPE = "application/jwt";

    private final PublishedRevocations revocations;

    RevocationsResource(PublishedRevocations revocations) {
        this.revocations = revocations;
    }

    @GET
    @Produces(MEDIA_TYPE)
    @Operation(
            summary = "What was revoked and some token may still concern",
            description = "A JWS signed like an access token: sequence, complete and revocations, the last ones first,"
                    + " good for a minute. For services that cannot hear of revocations on their channel.")
    public Response revocations(@Context Request request) {
        var present = revocations.present();
        var tag = new EntityTag(present.tag(), true);
        var unchanged = request.evaluatePreconditions(tag);
        var answer = unchanged == null ? Response.ok(present.jws()).tag(tag) : unchanged;
        return answer.header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + PublishedRevocations.FRESH.toSeconds())
                .build();
    }
}
