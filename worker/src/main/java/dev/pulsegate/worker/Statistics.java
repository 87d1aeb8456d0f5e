package dev.pulsegate.worker;

import java.time.Duration;

/**
 * What a worker has done so far.
 *
 * @param received requests handed over to it
 * @param completed requests its handler answered
 * @param failed requests its handler failed at, or that it turned down
 * @param canceled requests that were canceled, or lost to another attempt, before they were answered
 * @param refused results the gateway did not take
 * @param reconnects registrations after the first
 * @param handling how long the handler took in all, for requests completed and failed
 */
public record Statistics(
        long received, long completed, long failed, long canceled, long refused, long reconnects, Duration handling) {

    /** How long the handler took for a request, in seconds; 0 if there was none. */
    public double meanSeconds() {
        long handled = completed + failed;
        return handled == 0 ? 0 : handling.toNanos() / 1e9 / handled;
    }
}
