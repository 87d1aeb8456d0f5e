package dev.pulsegate.gateway.prototype;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import dev.pulsegate.platform.token.Caller;

/**
 * Who looks at a page.
 *
 * @param caller the account that is signed in; null if none is
 * @param path the page they look at, to come back to after signing in
 */
public record Visitor(Caller caller, String path) {

    public boolean isSignedIn() {
        return caller != null;
    }

    /** The account's name; empty if nobody is signed in. */
    public String name() {
        return isSignedIn() ? caller.name() : "";
    }

    /** Whether they look after the installation. */
    public boolean isAdmin() {
        return isSignedIn() && caller.isAdmin();
    }

    /** Where to sign in and come back from. */
    public String signInHref() {
        return "/login?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }
}
