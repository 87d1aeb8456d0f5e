package dev.pulsegate.ecg.viewer;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import dev.pulsegate.ecg.live.Seat;

/** What the server says beside frames, by the message's {@code type}. */
@JsonInclude(Include.NON_NULL)
@JsonPropertyOrder("type")
sealed interface ServerMessage {

    /** What the message is. */
    @JsonProperty
    String type();

    /**
     * {@code state}: how things stand after a control message, and at the beginning for a viewer of binary frames.
     *
     * @param state {@code streaming}, {@code paused} or {@code stopped}
     * @param stream the stream's id
     * @param streamLeads names of all its leads; binary frames name a lead by its place here
     * @param leads names of the leads seen
     * @param samplingFrequencyHz samples a second
     * @param units the unit of the samples
     * @param framePeriodMillis the length of a frame
     */
    record State(
            String state,
            String stream,
            List<String> streamLeads,
            List<String> leads,
            Double samplingFrequencyHz,
            String units,
            Integer framePeriodMillis)
            implements ServerMessage {

        /** How things stand with a seat. */
        static State of(Seat seat) {
            return new State(
                    seat.isWatching() ? "streaming" : "paused",
                    seat.stream().id(),
                    seat.stream().leads(),
                    seat.selection().leads(),
                    seat.stream().samplingFrequencyHz(),
                    "mV",
                    seat.selection().periodMillis());
        }

        /** Without a seat; {@code stream} is the one it had or asked for last. */
        static State stopped(String stream) {
            return new State("stopped", stream, null, null, null, null, null);
        }

        @Override
        public String type() {
            return "state";
        }
    }

    /**
     * {@code gap}: frames were left out because the viewer reads too slowly. A client that knows frames only finds no
     * points in it.
     *
     * @param stream the stream's id
     * @param lostFrames how many, since the last frame sent
     * @param points always empty
     */
    record Gap(String stream, long lostFrames, List<Double> points) implements ServerMessage {

        Gap(String stream, long lostFrames) {
            this(stream, lostFrames, List.of());
        }

        @Override
        public String type() {
            return "gap";
        }
    }

    /**
     * {@code reconnect}: this replica stops; the viewer is to connect again, and leaves this connection once frames come by
     * the next. A client that knows frames only finds no points in it.
     *
     * @param afterMillis how long to wait before
     * @param points always empty
     */
    record Reconnect(long afterMillis, List<Double> points) implements ServerMessage {

        Reconnect(long afterMillis) {
            this(afterMillis, List.of());
        }

        @Override
        public String type() {
            return "reconnect";
        }
    }

    /**
     * {@code error}: a message from the viewer could not be followed; the socket stays open.
     *
     * @param code a word for programs
     * @param message a sentence for people
     */
    record Refused(String code, String message) implements ServerMessage {
        @Override
        public String type() {
            return "error";
        }
    }
}
