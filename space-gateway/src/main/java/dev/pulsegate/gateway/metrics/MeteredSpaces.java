package dev.pulsegate.gateway.metrics;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;

import dev.pulsegate.gateway.GatewayConfig;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.space.SpaceDirectory.SpacesChanged;

/**
 * Which spaces have meters of their own: the oldest ones, as many as are configured. That is the same on every replica and
 * stays as it is, so that figures can be added up and counters do not jump; the rest share a label. What is deleted has
 * none any more, and what is renamed begins anew.
 */
@ApplicationScoped
class MeteredSpaces {

    /** The label of all that have none of their own. A space of this name is among them. */
    static final String REST = "other";

    /** Ids settle it between two of one instant, so that each replica finds the same. */
    private static final Comparator<Space> OLDEST_FIRST =
            Comparator.comparing(Space::createdAt).thenComparing(Space::id);

    private final MeterRegistry registry;
    private final int most;
    private final SpaceMeters rest;
    private volatile Map<UUID, Own> own = Map.of();

    /** A space's meters, and the name they bear. */
    private record Own(String name, SpaceMeters meters) {}

    @Inject
    MeteredSpaces(MeterRegistry registry, GatewayConfig config) {
        this(registry, config.metrics().spaces());
    }

    MeteredSpaces(MeterRegistry registry, int most) {
        this.registry = registry;
        this.most = most;
        this.rest = new SpaceMeters(registry, REST);
    }

    /** The meters a space is counted by. Never blocks. */
    SpaceMeters of(UUID spaceId) {
        var its = own.get(spaceId);
        return its == null ? rest : its.meters();
    }

    /** All meters, in no order. */
    List<SpaceMeters> all() {
        return Stream.concat(own.values().stream().map(Own::meters), Stream.of(rest))
                .toList();
    }

    void changed(@Observes SpacesChanged event) {
        follow(event.spaces());
    }

    /** One after the other: each label can be given once. */
    synchronized void follow(Collection<Space> spaces) {
        var wanted = new HashMap<UUID, String>();
        spaces.stream()
                .filter(space -> !space.name().equalsIgnoreCase(REST))
                .sorted(OLDEST_FIRST)
                .limit(most)
                .forEach(space -> wanted.put(space.id(), space.name()));
        var next = new HashMap<UUID, Own>();
        own.forEach((id, its) -> {
            if (its.name().equals(wanted.get(id))) {
                next.put(id, its);
            } else {
                its.meters().close();
            }
        });
        wanted.forEach((id, name) -> next.computeIfAbsent(id, _ -> new Own(name, new SpaceMeters(registry, name))));
        own = Map.copyOf(next);
    }
}
