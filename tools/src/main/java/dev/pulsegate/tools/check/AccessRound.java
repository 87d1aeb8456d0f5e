package dev.pulsegate.tools.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;

import dev.pulsegate.tools.installation.Account;
import dev.pulsegate.tools.installation.CallException;
import dev.pulsegate.tools.installation.Installation;
import dev.pulsegate.tools.option.Target;

/** Whether the installation is there, and lets an administrator in. All other rounds need that. */
final class AccessRound implements Round {

    private final Installation installation;
    private final Target target;
    private final Cleanup cleanup;

    /** Null until somebody has signed in. */
    private Account account;

    AccessRound(Installation installation, Target target, Cleanup cleanup) {
        this.installation = installation;
        this.target = target;
        this.cleanup = cleanup;
    }

    /** Who has signed in; there is somebody once the round has passed. */
    Account account() {
        return Objects.requireNonNull(account, "nobody has signed in");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check("Health", this::health),
                new Check("Sign in", this::signIn),
                new Check("Who am I", this::whoAmI));
    }

    private Outcome health() throws CallException {
        var answer = installation.get("/q/health/ready");
        return switch (answer.status()) {
            case 200 -> health(answer.expect(200));
            case 503 -> new Outcome.Failed("not ready: " + String.join(", ", down(answer.body())));
            case 401, 403, 404 ->
                new Outcome.Skipped("nobody tells it under this address (HTTP " + answer.status() + ")");
            default -> throw answer.unexpected();
        };
    }

    private static Outcome health(JsonNode body) {
        return "UP".equals(body.path("status").asText())
                ? new Outcome.Passed("ready")
                : new Outcome.Failed("it does not say that it is up: is this a PulseGate?");
    }

    private static List<String> down(JsonNode body) {
        var names = new ArrayList<String>();
        for (var check : body.path("checks")) {
            if (!"UP".equals(check.path("status").asText())) {
                names.add(check.path("name").asText());
            }
        }
        return names.isEmpty() ? List.of("it does not say why") : names;
    }

    private Outcome signIn() throws CallException {
        var signedIn = installation.signIn(target.username(), target.password());
        account = signedIn;
        cleanup.add("session", signedIn::signOut);
        return new Outcome.Passed("as " + target.username());
    }

    private Outcome whoAmI() throws CallException {
        var me = account().get("/api/auth/me").expect(200);
        var name = me.path("name").asText();
        if (!name.equalsIgnoreCase(target.username())) {
            return new Outcome.Failed("signed in as " + target.username() + ", but known as " + name);
        }
        for (var role : me.path("roles")) {
            if ("ADMIN".equals(role.asText())) {
                return new Outcome.Passed("an administrator");
            }
        }
        return new Outcome.Failed(name + " is no administrator, and only those can make a space: give another account");
    }
}
