package dev.pulsegate.auth.signin;

import java.util.function.Supplier;
import jakarta.annotation.security.PermitAll;
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
import org.jboss.resteasy.reactive.RestForm;

import dev.pulsegate.auth.client.Client;
import dev.pulsegate.auth.session.SignIn;
import dev.pulsegate.auth.token.TokenIssuer;
import dev.pulsegate.platform.problem.Problems;

/**
 * Register and sign in by HTML form, as the pages and tools before PulseGate do: the same cookies, and a redirect to the
 * start page.
 */
@Path("/")
@Tag(name = "Sign-in")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(MediaType.TEXT_HTML)
@PermitAll
@RunOnVirtualThread
public class SignInFormResource {

    /** Relative, so that it holds behind any proxy. */
    private static final String START_PAGE = "/";

    private final PasswordSignIn passwordSignIn;
    private final TokenIssuer tokens;
    private final SignInCookies cookies;

    SignInFormResource(PasswordSignIn passwordSignIn, TokenIssuer tokens, SignInCookies cookies) {
        this.passwordSignIn = passwordSignIn;
        this.tokens = tokens;
        this.cookies = cookies;
    }

    @POST
    @Path("login")
    @Operation(summary = "Sign in by form")
    public Response login(@RestForm String username, @RestForm String password, @Context HttpServerRequest request) {
        var client = Client.of(request);
        return answer(client, () -> {
            require(username, password);
            return passwordSignIn.signIn(username, password, client);
        });
    }

    @POST
    @Path("register")
    @Operation(summary = "Make an account by form and sign it in")
    public Response register(
            @RestForm String username,
            @RestForm String password,
            @RestForm("confirm_password") String confirmPassword,
            @Context HttpServerRequest request) {
        var client = Client.of(request);
        return answer(client, () -> {
            require(username, password);
            if (confirmPassword != null && !confirmPassword.equals(password)) {
                throw Problems.badRequest("The two passwords differ.");
            }
            return passwordSignIn.register(username, password, client);
        });
    }

    private static void require(String username, String password) {
        if (username == null || password == null) {
            throw Problems.badRequest("Both a name and a password are needed.");
        }
    }

    private Response answer(Client client, Supplier<SignIn> signingIn) {
        try {
            var signIn = signingIn.get();
            var token = tokens.forSession(signIn);
            return Response.status(Status.FOUND)
                    .header(HttpHeaders.LOCATION, START_PAGE)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .cookie(cookies.of(signIn, token, client))
                    .build();
        } catch (HttpProblem problem) {
            return page(problem);
        }
    }

    /** Shows what went wrong. The text is always the service's own, never what was sent. */
    private static Response page(HttpProblem problem) {
        var response = Response.status(problem.getStatusCode())
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity("""
                        <!doctype html>
                        <html lang="en">
                        <title>PulseGate</title>
                        <p>%s</p>
                        <p><a href="/">Back</a></p>
                        </html>
                        """.formatted(problem.getDetail()));
        problem.getHeaders().forEach(response::header);
        return response.build();
    }
}
