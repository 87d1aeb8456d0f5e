package dev.pulsegate.platform.audit;

import java.util.UUID;

import io.vertx.core.http.HttpServerRequest;

import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.token.Caller;

/**
 * Who did something.
 *
 * @param kind what kind of caller they are, or {@link #SERVICE}
 * @param account their account, or null
 * @param name the account's name, or empty
 * @param address where they are, as the connection says; what a proxy says only if Quarkus is told to believe it. Empty for
 *     what comes from inside
 */
public record Actor(String kind, UUID account, String name, String address) {

    /** The kind of what a service does by itself. */
    public static final String SERVICE = "SERVICE";

    /** Somebody who is signed in. */
    public static Actor of(Caller caller, HttpServerRequest request) {
        return new Actor(CallerKind.of(caller).name(), caller.accountId(), caller.name(), addressOf(request));
    }

    /** Somebody who is not known. */
    public static Actor stranger(String address) {
        return new Actor(CallerKind.ANONYMOUS.name(), null, "", address);
    }

    /** The service itself. */
    public static Actor service() {
        return new Actor(SERVICE, null, "", "");
    }

    private static String addressOf(HttpServerRequest request) {
        var remote = request.remoteAddress();
        return remote == null || remote.hostAddress() == null ? "unknown" : remote.hostAddress();
    }
}
