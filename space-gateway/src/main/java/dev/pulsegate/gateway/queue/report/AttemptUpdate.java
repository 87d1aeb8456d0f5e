package dev.pulsegate.gateway.queue.report;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.EventType;
import dev.pulsegate.gateway.queue.Failures;
import dev.pulsegate.gateway.queue.RequeueCause;
import dev.pulsegate.gateway.queue.Transition;
import dev.pulsegate.platform.json.Json;

/**
 * Reports about one attempt that go into the database together, as one change of the request's row.
 *
 * @param reports the reports, in order
 * @param events the events they are
 * @param chunks the chunks among them
 * @param move what happens to the request
 */
record AttemptUpdate(List<Report> reports, List<Event> events, Chunks chunks, Move move) {

    private static final String NOTHING = "{}";

    /**
     * An event to be written.
     *
     * @param told its data as those who watch now are told
     * @param stored its data as it is stored; a result stands in the request's row only
     */
    record Event(EventType type, String told, String stored) {

        private static Event of(EventType type, String data) {
            return new Event(type, data, data);
        }

        private static Event ending(Transition transition, String told) {
            return new Event(EventType.of(transition.to()), told, NOTHING);
        }
    }

    /**
     * Chunks that follow each other.
     *
     * @param first the number of the first, or -1 if there is none
     */
    record Chunks(int first, int count) {

        static final Chunks NONE = new Chunks(-1, 0);

        private boolean canBeFollowedBy(Chunks next) {
            return first < 0 || next.first < 0 || next.first == first + count;
        }

        private Chunks and(Chunks next) {
            return new Chunks(first < 0 ? next.first : first, count + next.count);
        }
    }

    /** What happens to the request. */
    sealed interface Move {

        /** The worker goes on with it. */
        record Stay() implements Move {}

        /** It has its result. */
        record Complete(String result) implements Move {}

        /**
         * It comes to an end without a result.
         *
         * @param holder the gateway process that must have the attempt still; null if that does not matter
         */
        record End(Transition transition, String failure, UUID holder) implements Move {}

        /**
         * It goes back into the queue.
         *
         * @param undone whether the attempt does not count
         * @param retry when it is tried again; null for at once
         * @param holder the gateway process that must have the attempt still; null if that does not matter
         * @param cause why
         */
        record Requeue(boolean undone, Report.Retry retry, UUID holder, RequeueCause cause) implements Move {}
    }

    Attempt attempt() {
        return reports.getFirst().attempt();
    }

    /** Whether the attempt does not count. */
    boolean isUndone() {
        return move instanceof Move.Requeue back && back.undone();
    }

    /** When the request is tried again, where that is known; else null. */
    Report.Retry retry() {
        return move instanceof Move.Requeue back ? back.retry() : null;
    }

    /** Why the request waits again; null if it does not. */
    RequeueCause cause() {
        return move instanceof Move.Requeue back ? back.cause() : null;
    }

    static AttemptUpdate of(Report report) {
        return switch (report) {
            case Report.Progress progress -> stay(report, Event.of(EventType.PROGRESS, progress.data()), Chunks.NONE);
            case Report.Chunk chunk ->
                stay(report, Event.of(EventType.CHUNK, chunk.data()), new Chunks(chunk.chunk(), 1));
            case Report.Completed completed -> complete(completed);
            case Report.Failed failed -> end(report, Transition.FAIL, failed.failure(), null);
            case Report.Expired expired -> end(report, Transition.EXPIRE, Failures.DEADLINE, null);
            case Report.GivenBack givenBack -> giveBack(givenBack);
        };
    }

    private static AttemptUpdate stay(Report report, Event event, Chunks chunks) {
        return new AttemptUpdate(List.of(report), List.of(event), chunks, new Move.Stay());
    }

    private static AttemptUpdate complete(Report.Completed report) {
        var told = Json.object().withJson("result", report.result()).toString();
        return moved(report, Event.ending(Transition.COMPLETE, told), new Move.Complete(report.result()));
    }

    private static AttemptUpdate end(Report report, Transition transition, String failure, UUID holder) {
        var event = Event.ending(transition, Failures.told(failure));
        return moved(report, event, new Move.End(transition, failure, holder));
    }

    private static AttemptUpdate giveBack(Report.GivenBack report) {
        int number = report.attempt().number();
        if (report.reachedWorker() && number >= report.attemptLimit()) {
            var failure = Failures.attemptsExhausted(number, report.reason());
            return end(report, Transition.FAIL, failure, report.holder());
        }
        var data = Failures.reason(report.reason(), report.reachedWorker() ? number : number - 1);
        var event = Event.of(EventType.of(Transition.REQUEUE.to()), data);
        return moved(
                report,
                event,
                new Move.Requeue(!report.reachedWorker(), report.retry(), report.holder(), report.cause()));
    }

    private static AttemptUpdate moved(Report report, Event event, Move move) {
        return new AttemptUpdate(List.of(report), List.of(event), Chunks.NONE, move);
    }

    /** This and the next in one; empty if they have to be apart. */
    Optional<AttemptUpdate> and(AttemptUpdate next) {
        boolean goesOn = move instanceof Move.Stay;
        if (!goesOn || !chunks.canBeFollowedBy(next.chunks) || !attempt().equals(next.attempt())) {
            return Optional.empty();
        }
        return Optional.of(new AttemptUpdate(
                joined(reports, next.reports), joined(events, next.events), chunks.and(next.chunks), next.move));
    }

    private static <T> List<T> joined(List<T> a, List<T> b) {
        return Stream.concat(a.stream(), b.stream()).toList();
    }
}
