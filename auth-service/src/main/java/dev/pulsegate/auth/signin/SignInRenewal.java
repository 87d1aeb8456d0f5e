package dev.pulsegate.auth.signin;

import java.util.List;
import java.util.concurrent.Executor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.ext.RuntimeDelegate;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

import dev.pulsegate.auth.AuthConfig;
import dev.pulsegate.auth.client.Client;
import dev.pulsegate.auth.session.Refresh;
import dev.pulsegate.auth.session.Sessions;
import dev.pulsegate.auth.session.SignIn;
import dev.pulsegate.auth.token.TokenIssuer;
import dev.pulsegate.platform.token.TokenCheck;
import dev.pulsegate.platform.token.TokenVerifier;

/**
 * Keeps those signed in who know nothing of tokens: where a request to one of the configured paths brings a refresh
 * cookie and no access token that holds, the request goes on with a fresh one, and its answer brings the new cookies.
 */
@ApplicationScoped
class SignInRenewal {

    private static final Logger LOG = Logger.getLogger(SignInRenewal.class);

    /** After requests from other sites are refused, before anybody asks who is signed in. */
    private static final int PRIORITY = 500;

    private final List<String> paths;
    private final Sessions sessions;
    private final TokenIssuer tokens;
    private final TokenVerifier verifier;
    private final SignInCookies cookies;
    private final Executor executor;

    SignInRenewal(
            AuthConfig config,
            Sessions sessions,
            TokenIssuer tokens,
            TokenVerifier verifier,
            SignInCookies cookies,
            @VirtualThreads Executor executor) {
        this.paths = config.session().renewedPaths().orElse(List.of());
        this.sessions = sessions;
        this.tokens = tokens;
        this.verifier = verifier;
        this.cookies = cookies;
        this.executor = executor;
    }

    void register(@Observes Filters filters) {
        if (!paths.isEmpty()) {
            filters.register(this::check, PRIORITY);
        }
    }

    private void check(RoutingContext context) {
        if (isRenewed(context.normalizedPath()) && needsRenewal(context.request())) {
            var loop = Vertx.currentContext();
            executor.execute(() -> {
                renew(context);
                loop.runOnContext(_ -> context.next());
            });
        } else {
            context.next();
        }
    }

    private boolean isRenewed(String path) {
        return paths.stream().anyMatch(each -> path.equals(each) || (each.length() > 1 && path.startsWith(each + "/")));
    }

    /** Not for a WebSocket's handshake: its answer brings no cookies, and the session would be lost. */
    private boolean needsRenewal(HttpServerRequest request) {
        if (request.getCookie(cookies.refreshName()) == null
                || request.headers().contains(HttpHeaders.AUTHORIZATION)
                || request.headers().contains("Upgrade")) {
            return false;
        }
        var access = request.getCookie(cookies.accessName());
        return access == null || !(verifier.verify(access.getValue()) instanceof TokenCheck.Valid);
    }

    private void renew(RoutingContext context) {
        var client = Client.of(context.request());
        try {
            switch (sessions.refresh(
                    context.request().getCookie(cookies.refreshName()).getValue(), client)) {
                case Refresh.Renewed(var signIn) -> goOn(context, signIn, client);
                case Refresh.Refused(), Refresh.Replayed() -> set(context, cookies.gone(client));
            }
        } catch (RuntimeException e) {
            LOG.warnf("A sign-in could not be kept up; the request goes on without: %s", e.toString());
        }
    }

    /** What follows takes a bearer header before any cookie. */
    private void goOn(RoutingContext context, SignIn signIn, Client client) {
        var token = tokens.forSession(signIn);
        context.request().headers().set(HttpHeaders.AUTHORIZATION, "Bearer " + token.value());
        set(context, cookies.of(signIn, token, client));
    }

    private static void set(RoutingContext context, NewCookie... changed) {
        var format = RuntimeDelegate.getInstance().createHeaderDelegate(NewCookie.class);
        for (var cookie : changed) {
            context.response().headers().add(HttpHeaders.SET_COOKIE, format.toString(cookie));
        }
    }
}
