package dev.pulsegate.auth.signin;

import java.time.Duration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;

import dev.pulsegate.auth.AuthConfig;
import dev.pulsegate.auth.AuthConfig.SecureCookies;
import dev.pulsegate.auth.client.Client;
import dev.pulsegate.auth.session.Sessions;
import dev.pulsegate.auth.session.SignIn;
import dev.pulsegate.auth.token.AccessToken;
import dev.pulsegate.platform.PlatformConfig;

/**
 * The two cookies of a browser's sign-in; scripts can read neither.
 *
 * <p>The access token's is {@code SameSite=Lax}: a link from another site opens a page signed in, while another site's
 * forms and scripts send no cookie (and are refused anyway). The refresh token's is {@code Strict} and goes to
 * {@code /api/auth} alone, unless other paths keep sign-ins up as well.
 */
@ApplicationScoped
class SignInCookies {

    private static final String REFRESH_PATH = "/api/auth";
    private static final String EVERYWHERE = "/";

    private final String accessName;
    private final String refreshName;
    private final String refreshPath;
    private final boolean alwaysSecure;
    private final Sessions sessions;

    SignInCookies(PlatformConfig platform, AuthConfig auth, Sessions sessions) {
        this.accessName = platform.token().cookieName();
        this.refreshName = auth.session().refreshCookieName();
        this.refreshPath = auth.session().renewedPaths().isPresent() ? EVERYWHERE : REFRESH_PATH;
        this.alwaysSecure = auth.session().secureCookies() == SecureCookies.ALWAYS;
        this.sessions = sessions;
    }

    /** Returns the access token cookie's name. */
    String accessName() {
        return accessName;
    }

    /** Returns the refresh token cookie's name. */
    String refreshName() {
        return refreshName;
    }

    /** Returns the cookies that sign a browser in. */
    NewCookie[] of(SignIn signIn, AccessToken token, Client client) {
        return new NewCookie[] {
            access(token.value(), token.lifetime(), client),
            refresh(signIn.refreshToken().text(), sessions.cookieLifetime(signIn.session()), client)
        };
    }

    /** Returns the cookies that take both from the browser. */
    NewCookie[] gone(Client client) {
        return new NewCookie[] {access("", Duration.ZERO, client), refresh("", Duration.ZERO, client)};
    }

    private NewCookie access(String value, Duration lifetime, Client client) {
        return cookie(accessName, value, lifetime, client)
                .path("/")
                .sameSite(SameSite.LAX)
                .build();
    }

    private NewCookie refresh(String value, Duration lifetime, Client client) {
        return cookie(refreshName, value, lifetime, client)
                .path(refreshPath)
                .sameSite(SameSite.STRICT)
                .build();
    }

    private NewCookie.Builder cookie(String name, String value, Duration lifetime, Client client) {
        return new NewCookie.Builder(name)
                .value(value)
                .maxAge((int) lifetime.toSeconds())
                .httpOnly(true)
                .secure(alwaysSecure || client.secure());
    }
}
