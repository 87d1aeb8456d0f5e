package dev.pulsegate.gateway.prototype;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import dev.pulsegate.platform.token.Caller;

/**
 * Who looks at a page.
 *
 * @param name the account's name; empty if nobody is signed in
 * @param isAdmin whether they look after the installation
 * @param path the page they look at, to come back to after signing in
 */
public record Visitor(String name, boolean isAdmin, String path) {

    static Visitor of(Optional<Caller> caller, String path) {
        return caller.map(who -> new Visitor(who.name(), who.isAdmin(), path))
                .orElseGet(() -> new Visitor("", false, path));
    }

    /** Whether somebody is signed in. */
    public boolean isSignedIn() {
        return !name.isEmpty();
    }

    /** Where to sign in and come back from. */
    public String signInHref() {
        return signInHref(path);
    }

    static String signInHref(String path) {
        return "/login?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }
}
