package dev.pulsegate.bench.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that was seen of one request. */
final class RequestStory {

    private static final Set<String> ENDS = Set.of("completed", "failed", "canceled", "expired");

    private final Set<String> keys = new HashSet<>();
    private final Set<String> made = new HashSet<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final Map<String, Integer> endsSeen = new HashMap<>();
    private final Map<Integer, Set<String>> workersByAttempt = new HashMap<>();
    private final List<List<String>> followed = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private boolean cancelAsked;
    private boolean cancelTaken;
    private boolean failing;
    private boolean missing;

    /** Null as long as it was not looked for. */
    private Sight.Found found;

    /**
     * Takes the next thing that was seen of it.
     *
     * @param place its place in the whole history
     */
    void add(int place, Sight sight) {
        switch (sight) {
            case Sight.Accepted accepted -> keys.add(accepted.key());
            case Sight.CancelAsked _ -> cancelAsked = true;
            case Sight.CancelTaken _ -> cancelTaken = true;
            case Sight.Looked looked -> add(place, looked);
            case Sight.HandedOver handedOver -> add(handedOver);
            case Sight.Completing completing -> made.add(completing.mark());
            case Sight.Failing _ -> failing = true;
            case Sight.ResultTaken result -> taken.add(result.mark());
            case Sight.ResultRefused result -> refused.add(result.mark());
            case Sight.Followed watched -> followed.add(watched.events());
            case Sight.Found now -> found = now;
            case Sight.Missing _ -> missing = true;
        }
    }

    private void add(Sight.HandedOver handedOver) {
        if (handedOver.attempt() != null) {
            workersByAttempt
                    .computeIfAbsent(handedOver.attempt(), _ -> new HashSet<>())
                    .add(handedOver.worker());
        }
    }

    private void add(int place, Sight.Looked looked) {
        if (ENDS.contains(looked.status())) {
            endsSeen.putIfAbsent(looked.status(), place);
        } else if (endsSeen.values().stream().anyMatch(end -> end < looked.asked())) {
            wrong.add("was seen to go on after its end");
        }
    }

    /** What must not have been, a sentence each without its subject. */
    List<String> violations() {
        if (keys.size() > 1) {
            wrong.add("was made by %d submissions".formatted(keys.size()));
        }
        if (missing) {
            wrong.add("was accepted and is lost");
        }
        if (taken.size() > 1) {
            wrong.add("had %d results taken".formatted(taken.size()));
        }
        workersByAttempt.forEach((attempt, workers) -> {
            if (workers.size() > 1) {
                wrong.add("was handed to %s as attempt %d".formatted(workers, attempt));
            }
        });
        if (found != null) {
            checkEnd(found);
        }
        return List.copyOf(wrong);
    }

    private void checkEnd(Sight.Found end) {
        if (!ENDS.contains(end.status())) {
            wrong.add("never came to an end: it is " + end.status());
            return;
        }
        for (var seen : endsSeen.keySet()) {
            if (!seen.equals(end.status())) {
                wrong.add("was seen %s and is %s".formatted(seen, end.status()));
            }
        }
        if (cancelTaken && !end.status().equals("canceled")) {
            wrong.add("was canceled and is " + end.status());
        }
        checkReason(end);
        checkResult(end);
        checkEvents(end);
    }

    private void checkReason(Sight.Found end) {
        boolean explained =
                switch (end.status()) {
                    case "completed" -> end.mark() != null;
                    case "failed" -> failing;
                    case "canceled" -> cancelAsked;
                    // Nothing here takes so long as that.
                    default -> false;
                };
        if (!explained) {
            wrong.add("is %s for no reason".formatted(end.status()));
        }
    }

    private void checkResult(Sight.Found end) {
        for (var mark : taken) {
            if (!mark.equals(end.mark())) {
                wrong.add("does not have the result that was taken");
            }
        }
        if (end.mark() == null) {
            return;
        }
        if (!made.contains(end.mark())) {
            wrong.add("has a result that nobody made");
        }
        if (refused.contains(end.mark())) {
            wrong.add("has a result that was refused");
        }
    }

    private void checkEvents(Sight.Found end) {
        var ends = end.events().stream().filter(ENDS::contains).toList();
        if (!ends.equals(List.of(end.status())) || !end.events().getLast().equals(end.status())) {
            wrong.add("tells of its end as %s in %s".formatted(ends, end.events()));
        }
        for (var seen : followed) {
            if (!seen.equals(end.events())) {
                wrong.add("was followed as %s and has had %s".formatted(seen, end.events()));
            }
        }
        if (workersByAttempt.keySet().stream().anyMatch(attempt -> attempt < 1 || attempt > end.attempt())) {
            wrong.add(
                    "counts %d attempts and was handed over as %s".formatted(end.attempt(), workersByAttempt.keySet()));
        }
    }
}
