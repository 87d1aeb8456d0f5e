package dev.pulsegate.auth.signin;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.auth.client.Client;
import dev.pulsegate.auth.session.Refresh;
import dev.pulsegate.auth.session.Sessions;
import dev.pulsegate.auth.session.SignIn;
import dev.pulsegate.auth.token.TokenIssuer;
import dev.pulsegate.platform.caller.CallableByAnyone;

/** Register, sign in, go on, sign out, in JSON. */
@Path("/api/auth")
@Tag(name = "Sign-in")
@Produces(MediaType.APPLICATION_JSON)
@CallableByAnyone
@RunOnVirtualThread
public class SignInResource {

    private final PasswordSignIn passwordSignIn;
    private final Sessions sessions;
    private final TokenIssuer tokens;
    private final SignOut signOut;
    private final SignInCookies cookies;

    SignInResource(
            PasswordSignIn passwordSignIn,
            Sessions sessions,
            TokenIssuer tokens,
            SignOut signOut,
            SignInCookies cookies) {
        this.passwordSignIn = passwordSignIn;
        this.sessions = sessions;
        this.tokens = tokens;
        this.signOut = signOut;
        this.cookies = cookies;
    }

    @POST
    @Path("/register")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Make an account and sign it in")
    public Response register(@NotNull @Valid Credentials credentials, @Context HttpServerRequest request) {
        var client = Client.of(request);
        var signIn = passwordSignIn.register(credentials.name(), credentials.password(), client);
        return signedIn(Status.CREATED, signIn, client, credentials.includeRefreshToken());
    }

    @POST
    @Path("/login")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Sign in",
            description = "Sets the browser's cookies and answers with the access token, and with the refresh token if"
                    + " include_refresh_token is true.")
    public Response login(@NotNull @Valid Credentials credentials, @Context HttpServerRequest request) {
        var client = Client.of(request);
        var signIn = passwordSignIn.signIn(credentials.name(), credentials.password(), client);
        return signedIn(Status.OK, signIn, client, credentials.includeRefreshToken());
    }

    @POST
    @Path("/refresh")
    @Operation(summary = "Get new cookies and a new access token for the refresh cookie")
    public Response refresh(@Context HttpHeaders headers, @Context HttpServerRequest request) {
        var client = Client.of(request);
        var outcome = SignOut.cookie(headers, cookies.refreshName())
                .map(token -> sessions.refresh(token, client))
                .orElseGet(Refresh.Refused::new);
        return switch (outcome) {
            case Refresh.Renewed(var signIn) -> signedIn(Status.OK, signIn, client, false);
            case Refresh.Refused(), Refresh.Replayed() ->
                Response.fromResponse(sessionOver().toResponse())
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .cookie(cookies.gone(client))
                        .build();
        };
    }

    @POST
    @Path("/logout")
    @Operation(summary = "End the session of the access token, if it holds, and of the refresh cookie")
    public Response logout(@Context HttpHeaders headers, @Context HttpServerRequest request) {
        return Response.noContent().cookie(signOut.of(headers, request)).build();
    }

    private Response signedIn(Status status, SignIn signIn, Client client, boolean includeRefreshToken) {
        var token = tokens.forSession(signIn);
        return Response.status(status)
                .entity(SignedInView.of(signIn, token, includeRefreshToken))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .cookie(cookies.of(signIn, token, client))
                .build();
    }

    private static HttpProblem sessionOver() {
        return HttpProblem.builder()
                .withStatus(Status.UNAUTHORIZED)
                .withTitle(Status.UNAUTHORIZED.getReasonPhrase())
                .withDetail("The session is over. Sign in again.")
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"pulsegate\"")
                .build();
    }
}
