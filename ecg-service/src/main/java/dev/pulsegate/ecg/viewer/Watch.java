package dev.pulsegate.ecg.viewer;

import dev.pulsegate.ecg.live.Seat;

/** What a viewer has of a stream. */
sealed interface Watch {

    /** Nothing; {@code stream} is the one it had or asked for last. */
    record Stopped(String stream) implements Watch {}

    /** It is being looked for, or started. */
    record Joining(String stream, boolean first) implements Watch {}

    /** A seat, watching or paused. */
    record Seated(Seat seat) implements Watch {}

    /** The viewer is gone. */
    record Left() implements Watch {}
}
