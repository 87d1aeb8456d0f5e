package dev.pulsegate.ecg.viewer;

import java.util.List;

/** What a viewer may say, by the message's {@code type}. */
sealed interface ClientMessage {

    /**
     * {@code start_stream}: watch a stream.
     *
     * @param stream the stream's id, or null for the one watched before
     */
    record StartStream(String stream) implements ClientMessage {}

    /** {@code stop_stream}: watch nothing, but stay connected. */
    record StopStream() implements ClientMessage {}

    /** {@code pause}: no frames for now; the stream goes on. */
    record Pause() implements ClientMessage {}

    /** {@code resume}: frames again, from now on. */
    record Resume() implements ClientMessage {}

    /**
     * {@code set}: see the stream otherwise. What is null stays as it is.
     *
     * @param leads names of leads, in the order wanted
     * @param framePeriodMillis the length of a frame
     */
    record SetView(List<String> leads, Integer framePeriodMillis) implements ClientMessage {}
}
