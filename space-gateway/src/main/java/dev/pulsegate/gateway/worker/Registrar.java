package dev.pulsegate.gateway.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.space.SpaceDirectory;
import dev.pulsegate.platform.socket.SocketClose;
import dev.pulsegate.platform.token.Caller;

/** Who may serve which spaces. Blocks where a space is not known yet. */
@ApplicationScoped
class Admission {

    private final SpaceDirectory spaces;

    Admission(SpaceDirectory spaces) {
        this.spaces = spaces;
    }

    /** What comes of asking to serve spaces. */
    sealed interface Decision {

        /** It may serve them. */
        record Admitted(List<Space> spaces) implements Decision {}

        /** It may not; {@code message} says why, for people. */
        record Refused(SocketClose why, String message) implements Decision {}
    }

    /**
     * Decides. All spaces asked for are served, or none.
     *
     * @param caller who the worker's token speaks for; empty if it came without
     */
    Decision decide(List<String> names, Optional<Caller> caller) {
        var found = new ArrayList<Space>();
        for (var name : names) {
            // As it is now: an operator of a moment ago may be none any more, or a new one not be known here yet.
            var space = caller.isEmpty() || caller.get().ownerIsAdmin() ? spaces.named(name) : spaces.current(name);
            if (space.isEmpty()) {
                return new Decision.Refused(SocketClose.NOT_FOUND, "There is no space called \"" + name + "\".");
            }
            var refusal = refusal(space.get(), caller);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            found.add(space.get());
        }
        return new Decision.Admitted(found);
    }

    private static Optional<Decision> refusal(Space space, Optional<Caller> caller) {
        if (!space.enabled()) {
            return refused("The space \"" + space.name() + "\" is disabled.");
        }
        return ServingRight.refusal(space, caller).flatMap(Admission::refused);
    }

    private static Optional<Decision> refused(String message) {
        return Optional.of(new Decision.Refused(SocketClose.FORBIDDEN, message));
    }
}
