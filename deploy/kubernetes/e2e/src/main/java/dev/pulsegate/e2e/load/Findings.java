package dev.pulsegate.e2e.load;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was found wrong, by whoever found it. */
public final class Findings {

    /** The rest would say the same. */
    private static final int MOST = 50;

    private final List<String> found = new CopyOnWriteArrayList<>();

    /** Adds one. */
    public void add(String finding) {
        if (found.size() < MOST) {
            found.add(finding);
        }
    }

    /** In the order they were found. */
    public List<String> all() {
        return List.copyOf(found);
    }
}
