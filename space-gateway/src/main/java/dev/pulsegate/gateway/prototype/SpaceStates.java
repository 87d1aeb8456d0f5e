package dev.pulsegate.gateway.prototype;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.gateway.queue.QueueLengths;
import dev.pulsegate.gateway.replica.Presence;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.space.SpaceDirectory;

/** The spaces and how they are at the moment. */
@ApplicationScoped
class SpaceStates {

    private static final int PAGE_SIZE = 100;
    private static final Comparator<Space> BY_NAME =
            Comparator.comparing(space -> space.name().toLowerCase(Locale.ROOT));

    private final SpaceDirectory spaces;
    private final Presence presence;
    private final QueueLengths lengths;

    SpaceStates(SpaceDirectory spaces, Presence presence, QueueLengths lengths) {
        this.spaces = spaces;
        this.presence = presence;
        this.lengths = lengths;
    }

    /**
     * A page of the spaces, as known now. Never blocks.
     *
     * @param page its number as somebody wrote it, from 0; what is no number is taken for the first
     */
    SpaceListing list(String page) {
        int number = page != null && page.matches("\\d{1,6}") ? Integer.parseInt(page) : 0;
        var all = spaces.known();
        var shown = all.stream()
                .sorted(BY_NAME)
                .skip((long) number * PAGE_SIZE)
                .limit(PAGE_SIZE)
                .map(this::of)
                .toList();
        return new SpaceListing(shown, number, all.size() > (number + 1L) * PAGE_SIZE);
    }

    /** The space of an id as it stands in an address; blocks on the database if it is not known. */
    Optional<Space> find(String id) {
        return Ids.parse(id).flatMap((UUID parsed) -> spaces.find(parsed));
    }

    /** How a space is now. Never blocks. */
    SpaceState of(Space space) {
        return new SpaceState(space, presence.workers(space.id()).connected(), lengths.of(space.id()));
    }
}
