package dev.pulsegate.auth.token;

import java.util.Map;
import java.util.Optional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.auth.accesskey.AccessKeys;
import dev.pulsegate.auth.audit.Actors;
import dev.pulsegate.auth.audit.FailedTries;
import dev.pulsegate.auth.client.Client;
import dev.pulsegate.auth.session.Refresh;
import dev.pulsegate.auth.session.Sessions;
import dev.pulsegate.auth.throttle.SignInThrottle;
import dev.pulsegate.auth.token.TokenMeters.Grant;
import dev.pulsegate.platform.audit.AuditAction;
import dev.pulsegate.platform.audit.AuditEntry;
import dev.pulsegate.platform.audit.AuditOutcome;
import dev.pulsegate.platform.caller.CallableByAnyone;

/** The OAuth 2.0 token endpoint (RFC 6749): for workers and devices, and for clients that keep a refresh token. */
@Path("/oauth/token")
@Tag(name = "Tokens")
@CallableByAnyone
@RunOnVirtualThread
public class OAuthTokenResource {

    private final AccessKeys accessKeys;
    private final Sessions sessions;
    private final TokenIssuer tokens;
    private final SignInThrottle throttle;
    private final TokenMeters meters;
    private final FailedTries failures;

    OAuthTokenResource(
            AccessKeys accessKeys,
            Sessions sessions,
            TokenIssuer tokens,
            SignInThrottle throttle,
            TokenMeters meters,
            FailedTries failures) {
        this.accessKeys = accessKeys;
        this.sessions = sessions;
        this.tokens = tokens;
        this.throttle = throttle;
        this.meters = meters;
        this.failures = failures;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Get an access token",
            description = "grant_type=client_credentials with an access key as client_secret, in the form or as HTTP"
                    + " Basic, or grant_type=refresh_token with a refresh_token. Errors as RFC 6749 §5.2.")
    public Response token(
            MultivaluedMap<String, String> form,
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @Context HttpServerRequest request) {
        if (form.values().stream().anyMatch(values -> values.size() > 1)) {
            return error(OAuthError.INVALID_REQUEST, "A parameter is given more than once.");
        }
        var grantType = form.getFirst("grant_type");
        if (grantType == null) {
            return error(OAuthError.INVALID_REQUEST, "grant_type is missing.");
        }
        var client = Client.of(request);
        var grant = Grant.of(grantType);
        try {
            var answer =
                    switch (grant) {
                        case CLIENT_CREDENTIALS -> clientCredentials(form, authorization, client);
                        case REFRESH_TOKEN -> refreshToken(form.getFirst("refresh_token"), client);
                        case OTHER ->
                            error(
                                    OAuthError.UNSUPPORTED_GRANT_TYPE,
                                    "grant_type must be client_credentials or refresh_token.");
                    };
            meters.answered(grant, answer.getStatus());
            return answer;
        } catch (HttpProblem throttled) {
            meters.throttled(grant);
            failures.add(AuditEntry.failed(action(grant), AuditOutcome.THROTTLED, Actors.stranger(client)));
            return Response.fromResponse(error(OAuthError.TEMPORARILY_UNAVAILABLE, throttled.getDetail()))
                    .header(HttpHeaders.RETRY_AFTER, throttled.getHeaders().get(HttpHeaders.RETRY_AFTER))
                    .build();
        }
    }

    private static AuditAction action(Grant grant) {
        return grant == Grant.CLIENT_CREDENTIALS ? AuditAction.KEY_SIGN_IN : AuditAction.SIGN_IN;
    }

    private Response clientCredentials(MultivaluedMap<String, String> form, String authorization, Client client) {
        var credentials = credentials(form, authorization);
        if (credentials.isEmpty()) {
            return error(OAuthError.INVALID_CLIENT, "client_secret, the access key, is missing.");
        }
        var attempt = throttle.attempt(client);
        var recognised = credentials.flatMap(this::recognise);
        if (recognised.isEmpty()) {
            failures.add(AuditEntry.failed(AuditAction.KEY_SIGN_IN, AuditOutcome.REFUSED, Actors.stranger(client)));
            return error(OAuthError.INVALID_CLIENT, "The access key is not valid.");
        }
        attempt.succeeded();
        var token = tokens.forKey(recognised.get());
        return success(Map.of(
                "access_token", token.value(),
                "token_type", "Bearer",
                "expires_in", token.lifetime().toSeconds()));
    }

    private static Optional<ClientSecret> credentials(MultivaluedMap<String, String> form, String authorization) {
        if (authorization != null) {
            return ClientSecret.ofBasic(authorization);
        }
        return Optional.ofNullable(form.getFirst("client_secret"))
                .map(secret -> new ClientSecret(
                        Optional.ofNullable(form.getFirst("client_id")).orElse(""), secret));
    }

    private Optional<AccessKeys.Recognised> recognise(ClientSecret credentials) {
        return accessKeys
                .recognise(credentials.secret())
                .filter(found -> credentials.id().isEmpty()
                        || credentials.id().equals(found.key().id().toString()));
    }

    private Response refreshToken(String refreshToken, Client client) {
        if (refreshToken == null) {
            return error(OAuthError.INVALID_REQUEST, "refresh_token is missing.");
        }
        var attempt = throttle.attempt(client);
        return switch (sessions.refresh(refreshToken, client)) {
            case Refresh.Renewed(var signIn) -> {
                attempt.succeeded();
                var token = tokens.forSession(signIn);
                yield success(Map.of(
                        "access_token", token.value(),
                        "token_type", "Bearer",
                        "expires_in", token.lifetime().toSeconds(),
                        "refresh_token", signIn.refreshToken().text()));
            }
            case Refresh.Refused(), Refresh.Replayed() ->
                error(OAuthError.INVALID_GRANT, "The refresh token is not valid.");
        };
    }

    private static Response success(Map<String, Object> body) {
        return unstored(Response.ok(body)).build();
    }

    private static Response error(OAuthError error, String description) {
        var response = unstored(Response.status(error.status())
                .entity(Map.of("error", error.code(), "error_description", description)));
        return error == OAuthError.INVALID_CLIENT
                ? response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"pulsegate\"")
                        .build()
                : response.build();
    }

    private static Response.ResponseBuilder unstored(Response.ResponseBuilder response) {
        return response.type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache");
    }
}
