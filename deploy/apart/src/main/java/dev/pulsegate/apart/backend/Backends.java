package dev.pulsegate.apart.backend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.pulsegate.apart.route.Service;

/** All replicas, and in which order they are asked. The order is for one thread. */
public final class Backends {

    private final List<Backend> all;
    private final Map<Service, Integer> turns = new EnumMap<>(Service.class);

    public Backends(List<Backend> all) {
        this.all = List.copyOf(all);
    }

    public List<Backend> all() {
        return all;
    }

    public boolean areAllReady() {
        return all.stream().allMatch(Backend::isReady);
    }

    /** The ready replicas of a service, another one first each time. */
    public List<Backend> inTurn(Service service) {
        var ready = ready(service);
        if (ready.size() > 1) {
            Collections.rotate(ready, -Math.floorMod(turns.merge(service, 1, Integer::sum), ready.size()));
        }
        return ready;
    }

    /**
     * The same, the same one first for the same client, whichever others come and go.
     *
     * @param client what it is known by
     */
    public List<Backend> sameFirst(Service service, String client) {
        var ready = ready(service);
        // Each replica has a number of its own for each client: where one goes, only its clients move.
        ready.sort(Comparator.comparingInt(backend -> mixed(client, backend.name())));
        return ready;
    }

    /** {@code hashCode} alone orders names that end in 1, 2, 3 alike for all clients. */
    private static int mixed(String client, String name) {
        int hash = (client + "\n" + name).hashCode() * 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }

    private List<Backend> ready(Service service) {
        var ready = new ArrayList<Backend>();
        for (var backend : all) {
            if (backend.service() == service && backend.isReady()) {
                ready.add(backend);
            }
        }
        return ready;
    }
}
