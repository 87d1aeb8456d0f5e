package dev.pulsegate.bench.chaos;

import java.util.Optional;

/**
 * What a worker saw, as a line of its output. A line is written before what it tells of is done, so that a worker that is
 * killed has told.
 */
final class WorkerLines {

    private static final String UNKNOWN = "-";

    private WorkerLines() {}

    static String write(Sight sight) {
        return switch (sight) {
            case Sight.HandedOver(var request, var attempt, var worker) ->
                line("handed-over", request, attempt == null ? UNKNOWN : attempt.toString(), worker);
            case Sight.Completing(var request, var mark) -> line("completing", request, mark);
            case Sight.Failing(var request, var retryable) -> line("failing", request, String.valueOf(retryable));
            case Sight.ResultTaken(var request, var mark) -> line("taken", request, mark);
            case Sight.ResultRefused(var request, var mark) -> line("refused", request, mark);
            default -> throw new IllegalArgumentException("no worker sees " + sight);
        };
    }

    private static String line(String... words) {
        return String.join(" ", words);
    }

    /** What a line tells; nothing if it is another, or was cut off by a kill. */
    static Optional<Sight> read(String line) {
        var words = line.split(" ", -1);
        if (words.length == 4 && words[0].equals("handed-over")) {
            var attempt = words[2].equals(UNKNOWN) ? null : Integer.valueOf(words[2]);
            return Optional.of(new Sight.HandedOver(words[1], attempt, words[3]));
        }
        if (words.length != 3) {
            return Optional.empty();
        }
        return switch (words[0]) {
            case "completing" -> Optional.of(new Sight.Completing(words[1], words[2]));
            case "failing" -> Optional.of(new Sight.Failing(words[1], Boolean.parseBoolean(words[2])));
            case "taken" -> Optional.of(new Sight.ResultTaken(words[1], words[2]));
            case "refused" -> Optional.of(new Sight.ResultRefused(words[1], words[2]));
            default -> Optional.empty();
        };
    }
}
