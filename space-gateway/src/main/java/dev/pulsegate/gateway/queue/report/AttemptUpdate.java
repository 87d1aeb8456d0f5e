package dev.pulsegate.gateway.queue.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.EventType;
import dev.pulsegate.gateway.queue.Failures;
import dev.pulsegate.gateway.queue.Transition;

/**
 * Reports about one attempt that go into the database together, as one change of the request's row.
 *
 * @param reports the reports, in order
 * @param events the events they are
 * @param firstChunk the number of the first chunk among them, or -1 if there is none
 * @param chunkCount how many chunks there are among them
 * @param transition what happens to the request; empty if it stays with the worker
 * @param result the result, or null
 * @param failure why there is none, or null
 * @param undone whether the attempt does not count
 * @param retry for a request that goes back: when it is tried again; empty for at once
 * @param holder the gateway process that must have the attempt still; empty if that does not matter
 */
record AttemptUpdate(
        List<Report> reports,
        List<Event> events,
        int firstChunk,
        int chunkCount,
        Optional<Transition> transition,
        String result,
        String failure,
        boolean undone,
        Optional<Report.Retry> retry,
        Optional<UUID> holder) {

    /**
     * An event to be written.
     *
     * @param told its data as those who watch now are told
     * @param stored its data as it is stored; a result stands in the request's row only
     */
    record Event(EventType type, String told, String stored) {}

    private static final String NOTHING = "{}";

    Attempt attempt() {
        return reports.getFirst().attempt();
    }

    /** The step of a single report. */
    static AttemptUpdate of(Report report) {
        return switch (report) {
            case Report.Progress(var attempt, var data) -> going(report, EventType.PROGRESS, data, -1);
            case Report.Chunk(var attempt, var chunk, var data) -> going(report, EventType.CHUNK, data, chunk);
            case Report.Completed(var attempt, var result) ->
                ending(report, Transition.COMPLETE, "{\"result\":" + result + "}", result, null);
            case Report.Failed(var attempt, var failure) -> failed(report, Transition.FAIL, failure);
            case Report.Expired(var attempt) -> failed(report, Transition.EXPIRE, Failures.DEADLINE);
            case Report.GivenBack givenBack -> givenBack(givenBack);
        };
    }

    private static AttemptUpdate going(Report report, EventType type, String data, int chunk) {
        return new AttemptUpdate(
                List.of(report),
                List.of(new Event(type, data, data)),
                chunk,
                chunk < 0 ? 0 : 1,
                Optional.empty(),
                null,
                null,
                false,
                Optional.empty(),
                Optional.empty());
    }

    private static AttemptUpdate failed(Report report, Transition transition, String failure) {
        return ending(report, transition, "{\"failure\":" + failure + "}", null, failure);
    }

    private static AttemptUpdate ending(
            Report report, Transition transition, String told, String result, String failure) {
        var event = new Event(EventType.of(transition.to()), told, NOTHING);
        return new AttemptUpdate(
                List.of(report),
                List.of(event),
                -1,
                0,
                Optional.of(transition),
                result,
                failure,
                false,
                Optional.empty(),
                report instanceof Report.GivenBack givenBack ? givenBack.holder() : Optional.empty());
    }

    private static AttemptUpdate givenBack(Report.GivenBack report) {
        int number = report.attempt().number();
        if (report.reachedWorker() && number >= report.attemptLimit()) {
            return failed(report, Transition.FAIL, Failures.attemptsExhausted(number, report.reason()));
        }
        var data = Failures.reason(report.reason(), report.reachedWorker() ? number : number - 1);
        var event = new Event(EventType.QUEUED, data, data);
        return new AttemptUpdate(
                List.of(report),
                List.of(event),
                -1,
                0,
                Optional.of(Transition.REQUEUE),
                null,
                null,
                !report.reachedWorker(),
                report.retry(),
                report.holder());
    }

    /** This and the next in one; empty if they have to be apart. */
    Optional<AttemptUpdate> and(AttemptUpdate next) {
        boolean chunksFollow = next.firstChunk < 0 || firstChunk < 0 || next.firstChunk == firstChunk + chunkCount;
        if (transition.isPresent() || !chunksFollow || !attempt().equals(next.attempt())) {
            return Optional.empty();
        }
        return Optional.of(new AttemptUpdate(
                joined(reports, next.reports),
                joined(events, next.events),
                firstChunk < 0 ? next.firstChunk : firstChunk,
                chunkCount + next.chunkCount,
                next.transition,
                next.result,
                next.failure,
                next.undone,
                next.retry,
                next.holder));
    }

    private static <T> List<T> joined(List<T> a, List<T> b) {
        var both = new ArrayList<>(a);
        both.addAll(b);
        return both;
    }
}
