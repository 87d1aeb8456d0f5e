package dev.pulsegate.auth.accesskey;

import java.util.Optional;
import java.util.function.Predicate;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.auth.entitlement.OperatedSpaces;
import dev.pulsegate.auth.entitlement.OwnedStreams;
import dev.pulsegate.auth.person.Person;
import dev.pulsegate.platform.token.Caller;

/**
 * Who may make which access key: administrators any, others for the spaces they operate and the streams they have made.
 * Where the key is used it is looked at again, so nothing is lost when a right is taken away later.
 */
@ApplicationScoped
class KeyRights {

    private final OperatedSpaces spaces;
    private final OwnedStreams streams;

    KeyRights(OperatedSpaces spaces, OwnedStreams streams) {
        this.spaces = spaces;
        this.streams = streams;
    }

    /** Why the person may not make the key, in words for them; empty if they may. Does not tell what there is. */
    Optional<String> refusal(Person person, NewAccessKey wanted) {
        if (person.isAdmin()) {
            return Optional.empty();
        }
        return switch (wanted.kind()) {
            case WORKER ->
                firstWithout(
                                wanted.spaces(),
                                name -> spaces.operates(person.account().name(), name))
                        .map(name ->
                                "Only administrators and a space's operators may make keys for its workers; you do not"
                                        + " operate \"" + name + "\".");
            case DEVICE ->
                firstWithout(wanted.streams(), id -> streams.owns(person.id(), id))
                        .map(id -> "Only administrators may make keys for streams that they have not made, such as \""
                                + id + "\".");
        };
    }

    private static Optional<String> firstWithout(Iterable<String> scopes, Predicate<String> right) {
        for (var scope : scopes) {
            if (scope.equals(Caller.ALL) || !right.test(scope)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
