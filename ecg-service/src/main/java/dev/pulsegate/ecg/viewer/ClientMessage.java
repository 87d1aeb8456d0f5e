package dev.pulsegate.ecg.viewer;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a viewer may say, by the message's {@code type}. */
sealed interface ClientMessage {

    /**
     * {@code start_stream}: watch the stream named, or the one watched before.
     *
     * @param stream the stream's id
     */
    record StartStream(Optional<String> stream) implements ClientMessage {}

    /** {@code stop_stream}: watch nothing, but stay connected. */
    record StopStream() implements ClientMessage {}

    /** {@code pause}: no frames for now; the stream goes on. */
    record Pause() implements ClientMessage {}

    /** {@code resume}: frames again, from now on. */
    record Resume() implements ClientMessage {}

    /**
     * {@code set}: see the stream otherwise. What is left out stays as it is.
     *
     * @param leads names of leads, in the order wanted
     * @param framePeriodMillis the length of a frame
     */
    record SetView(Optional<List<String>> leads, OptionalInt framePeriodMillis) implements ClientMessage {}
}
