package dev.pulsegate.gateway.worker;

import java.util.Optional;

import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.space.WorkerAccess;
import dev.pulsegate.platform.token.Caller;

/**
 * Whether a worker may serve a space: its access key has to be for the space, and the key's owner an administrator or one
 * of the space's operators. It is asked when a worker registers, and again whenever its token or the space changes.
 */
final class ServingRight {

    private ServingRight() {}

    /**
     * Why the worker may not serve the space, in words for people; empty if it may.
     *
     * @param key who its access key's token speaks for, or null if it came without
     */
    static Optional<String> refusal(Space space, Caller key) {
        if (space.workerAccess() == WorkerAccess.OPEN) {
            return Optional.empty();
        }
        if (key == null) {
            return Optional.of("The space \"" + space.name() + "\" needs an access key.");
        }
        if (!key.mayServeSpace(space.name())) {
            return Optional.of("Your access key is not for the space \"" + space.name() + "\".");
        }
        return key.ownerIsAdmin() || space.isOperatedBy(key.name())
                ? Optional.empty()
                : Optional.of("Your access key's owner is no operator of the space \"" + space.name() + "\".");
    }
}
