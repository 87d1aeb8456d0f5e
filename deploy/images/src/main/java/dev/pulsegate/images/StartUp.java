package dev.pulsegate.images;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a start took until the service listened.
 *
 * @param elapsed by the clock
 * @param computed by all processors together, which hardly depends on what else the machine does
 */
record StartUp(Duration elapsed, Duration computed) {

    /** The one in the middle, by what it computed. */
    static StartUp median(List<StartUp> starts) {
        return starts.stream()
                .sorted(Comparator.comparing(StartUp::computed))
                .toList()
                .get(starts.size() / 2);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f s (%.1f s CPU)", elapsed.toMillis() / 1e3, computed.toMillis() / 1e3);
    }
}
