package dev.pulsegate.auth.signin;

import java.util.function.Supplier;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
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
import dev.pulsegate.auth.signin.SignInPages.Form;
import dev.pulsegate.auth.token.TokenIssuer;
import dev.pulsegate.platform.caller.CallableByAnyone;
import dev.pulsegate.platform.input.ForeignText;
import dev.pulsegate.platform.problem.Problems;

/**
 * Register, sign in and sign out by HTML form, as the pages and tools before PulseGate do: the same cookies, and a
 * redirect to the start page or to where the form's address says.
 */
@Path("/")
@Tag(name = "Sign-in")
@Produces(MediaType.TEXT_HTML)
@CallableByAnyone
@RunOnVirtualThread
public class SignInFormResource {

    private final PasswordSignIn passwordSignIn;
    private final TokenIssuer tokens;
    private final SignInCookies cookies;
    private final SignOut signOut;

    SignInFormResource(PasswordSignIn passwordSignIn, TokenIssuer tokens, SignInCookies cookies, SignOut signOut) {
        this.passwordSignIn = passwordSignIn;
        this.tokens = tokens;
        this.cookies = cookies;
        this.signOut = signOut;
    }

    @GET
    @Path("login")
    @Operation(summary = "The form to sign in with")
    public Response loginForm(@QueryParam("next") String next) {
        return SignInPages.show(Form.LOGIN, NextPage.of(next));
    }

    @GET
    @Path("register")
    @Operation(summary = "The form to make an account with")
    public Response registerForm(@QueryParam("next") String next) {
        return SignInPages.show(Form.REGISTER, NextPage.of(next));
    }

    @POST
    @Path("login")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "Sign in by form")
    public Response login(
            @RestForm String username,
            @RestForm String password,
            @RestForm String next,
            @Context HttpServerRequest request) {
        var client = Client.of(request);
        return answer(Form.LOGIN, NextPage.of(next), client, () -> {
            require(username, password);
            return passwordSignIn.signIn(username, password, client);
        });
    }

    @POST
    @Path("register")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "Make an account by form and sign it in")
    public Response register(
            @RestForm String username,
            @RestForm String password,
            @RestForm("confirm_password") String confirmPassword,
            @RestForm String next,
            @Context HttpServerRequest request) {
        var client = Client.of(request);
        return answer(Form.REGISTER, NextPage.of(next), client, () -> {
            require(username, password);
            if (confirmPassword != null && !confirmPassword.equals(password)) {
                throw Problems.badRequest("The two passwords differ.");
            }
            return passwordSignIn.register(username, password, client);
        });
    }

    @POST
    @Path("logout")
    @Operation(summary = "Sign out by form")
    public Response logout(@Context HttpHeaders headers, @Context HttpServerRequest request) {
        return redirect(NextPage.START, signOut.of(headers, request));
    }

    private static void require(String username, String password) {
        if (username == null || password == null) {
            throw Problems.badRequest("Both a name and a password are needed.");
        }
        ForeignText.objection(username).ifPresent(objection -> {
            throw Problems.badRequest("The name " + objection + ".");
        });
        ForeignText.objection(password).ifPresent(objection -> {
            throw Problems.badRequest("The password " + objection + ".");
        });
    }

    private Response answer(Form form, String next, Client client, Supplier<SignIn> signingIn) {
        try {
            var signIn = signingIn.get();
            return redirect(next, cookies.of(signIn, tokens.forSession(signIn), client));
        } catch (HttpProblem problem) {
            return SignInPages.show(form, next, problem);
        }
    }

    private static Response redirect(String location, NewCookie... cookies) {
        return Response.status(Status.FOUND)
                .header(HttpHeaders.LOCATION, location)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .cookie(cookies)
                .build();
    }
}
