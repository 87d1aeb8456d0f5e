package dev.pulsegate.gateway.space;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;

import dev.pulsegate.platform.input.ForeignText;
import dev.pulsegate.platform.task.Tasks;

/**
 * The spaces in memory, for whoever cannot wait for the database. Changes made here are known at once, those made by
 * other replicas within a second; whoever asks for a space that is not known yet is answered from the database.
 */
@ApplicationScoped
public class SpaceDirectory {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Spaces spaces;
    private final Event<SpacesChanged> changes;
    private final AtomicLong reads = new AtomicLong();
    private final AtomicReference<Known> known = new AtomicReference<>(new Known(0, Map.of()));

    SpaceDirectory(Spaces spaces, Event<SpacesChanged> changes) {
        this.spaces = spaces;
        this.changes = changes;
    }

    /**
     * Some spaces were made, changed or deleted, here or elsewhere.
     *
     * @param spaces all there are, or were a moment ago
     */
    public record SpacesChanged(Collection<Space> spaces) {}

    /**
     * What was read.
     *
     * @param read counts the readings, in the order in which they began
     */
    private record Known(long read, Map<UUID, Space> byId) {}

    /** All spaces, as known now. Never blocks. */
    public Collection<Space> known() {
        return known.get().byId().values();
    }

    /** The space, as known now. Never blocks. */
    public Optional<Space> known(UUID id) {
        return Optional.ofNullable(known.get().byId().get(id));
    }

    /** The space; blocks on the database if it is not known. */
    public Optional<Space> find(UUID id) {
        return known(id).or(() -> {
            var found = spaces.find(id);
            found.ifPresent(space -> refresh());
            return found;
        });
    }

    /** The space with this name in this case; blocks on the database if it is not known. */
    public Optional<Space> named(String name) {
        return known().stream()
                .filter(space -> space.name().equals(name))
                .findFirst()
                .or(() -> canBeNamed(name) ? current(name) : Optional.empty());
    }

    /** The database cannot even be asked for any text. */
    private static boolean canBeNamed(String name) {
        return ForeignText.objectionToName(name).isEmpty();
    }

    /** The space with this name in this case, as the database has it now; blocks. */
    public Optional<Space> current(String name) {
        var found = spaces.named(name);
        if (found.isPresent() && !found.equals(known(found.get().id()))) {
            refresh();
        }
        return found;
    }

    /**
     * Reads the spaces again; blocks. Several may read at once, and none waits for another's listeners: of two, what began
     * to be read later counts.
     */
    public void refresh() {
        long read = reads.incrementAndGet();
        var byId = new HashMap<UUID, Space>();
        spaces.all().forEach(space -> byId.put(space.id(), space));
        var now = new Known(read, Map.copyOf(byId));
        var before = known.getAndUpdate(latest -> latest.read() < read ? now : latest);
        if (before.read() < read && !before.byId().equals(byId)) {
            changes.fire(new SpacesChanged(now.byId().values()));
        }
    }

    void followOtherReplicas(@Observes StartupEvent event, Tasks tasks) {
        tasks.repeat("spaces", PERIOD, this::refresh);
    }
}
