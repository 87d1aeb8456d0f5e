package dev.pulsegate.bench.chaos;

import java.util.ArrayList;
import java.util.List;

/** What all clients and workers saw, in the order in which it was noted. Safe for use by threads. */
final class History {

    private final List<Sight> sights = new ArrayList<>();

    synchronized void add(Sight sight) {
        sights.add(sight);
    }

    /** How much was noted until now. */
    synchronized int size() {
        return sights.size();
    }

    /** All of it until now. */
    synchronized List<Sight> sights() {
        return List.copyOf(sights);
    }

    /** How much of one kind there is now. */
    long count(Class<? extends Sight> kind) {
        return sights().stream().filter(kind::isInstance).count();
    }
}
