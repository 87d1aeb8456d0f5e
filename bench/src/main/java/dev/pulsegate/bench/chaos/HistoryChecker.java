package dev.pulsegate.bench.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a history and says what must not have been: an accepted request that is lost, one made twice, one with two ends or
 * none, an end nobody brought about, a result that is not the one that was taken, an attempt given to two workers.
 */
final class HistoryChecker {

    private final Map<String, RequestStory> stories = new LinkedHashMap<>();
    private final Map<String, String> requestsByKey = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    private HistoryChecker() {}

    /** The violations, a sentence each; none if all was as it has to be. */
    static List<String> violations(List<Sight> history) {
        var checker = new HistoryChecker();
        for (int i = 0; i < history.size(); i++) {
            checker.read(i, history.get(i));
        }
        checker.stories.forEach((request, story) ->
                story.violations().forEach(what -> checker.violations.add("request %s %s".formatted(request, what))));
        return List.copyOf(checker.violations);
    }

    private void read(int place, Sight sight) {
        if (sight instanceof Sight.Accepted(var key, var request)) {
            var before = Optional.ofNullable(requestsByKey.put(key, request));
            before.filter(other -> !other.equals(request))
                    .ifPresent(other -> violations.add(
                            "submission %s became request %s and request %s".formatted(key, other, request)));
        }
        stories.computeIfAbsent(sight.request(), _ -> new RequestStory()).add(place, sight);
    }
}
