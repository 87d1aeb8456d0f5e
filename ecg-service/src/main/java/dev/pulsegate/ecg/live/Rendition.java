package dev.pulsegate.ecg.live;

import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;

import dev.pulsegate.ecg.frame.BinaryFrameEncoder;
import dev.pulsegate.ecg.frame.Frame;
import dev.pulsegate.ecg.frame.JsonFrameEncoder;
import dev.pulsegate.platform.socket.Outbound;
import dev.pulsegate.platform.socket.SocketClose;

/** One selection of a stream: encoded once, sent to all who chose it. Frames are produced by the stream's thread. */
final class Rendition {

    private final String streamId;
    private final List<String> streamLeads;
    private final Selection selection;
    private final FrameSchedule schedule;
    private final Audience audience = new Audience();

    /** Those who paused: they get no frames, but are told when the stream ends. */
    private final Audience resting = new Audience();

    private final JsonFrameEncoder json = new JsonFrameEncoder();
    private final BinaryFrameEncoder binary = new BinaryFrameEncoder();

    private long nextFrame;

    /** How many hold a seat here; guarded by the stream. */
    int seats;

    Rendition(String streamId, List<String> streamLeads, Selection selection, FrameSchedule schedule, long nextFrame) {
        this.streamId = streamId;
        this.streamLeads = streamLeads;
        this.selection = selection;
        this.schedule = schedule;
        this.nextFrame = nextFrame;
    }

    Selection selection() {
        return selection;
    }

    Audience audience() {
        return audience;
    }

    Audience resting() {
        return resting;
    }

    /** When the next frame is due, in nanoseconds since the stream began. */
    long dueNanos() {
        return schedule.dueNanos(nextFrame);
    }

    /** The number of the sample behind the next frame. */
    long nextEnd() {
        return schedule.firstSample(nextFrame + 1);
    }

    /**
     * Sends the next frame; its samples are in the window.
     *
     * @param takenAt when a sample was taken
     */
    void produce(SampleWindow window, LongFunction<Instant> takenAt) {
        send(window, nextEnd(), takenAt);
    }

    /** Leaves out what is before the frame being filled at a time, in nanoseconds since the stream began. */
    void skipTo(long elapsedNanos) {
        nextFrame = Math.max(nextFrame, schedule.frameAt(elapsedNanos));
    }

    /** Sends every frame whose last sample is in the window. What lies before the window is gone. */
    void produceComplete(SampleWindow window, LongFunction<Instant> takenAt) {
        if (nextEnd() <= window.begin()) {
            nextFrame = schedule.frameOf(window.begin());
        }
        while (nextEnd() <= window.end()) {
            send(window, nextEnd(), takenAt);
        }
    }

    /** The same, and then the frame being filled, as short as it is: nothing more of it will come. */
    void produceRest(SampleWindow window, LongFunction<Instant> takenAt) {
        produceComplete(window, takenAt);
        if (schedule.firstSample(nextFrame) < window.end()) {
            send(window, window.end(), takenAt);
        }
    }

    private void send(SampleWindow window, long to, LongFunction<Instant> takenAt) {
        long from = Math.max(schedule.firstSample(nextFrame), window.begin());
        var frame = new Frame(
                streamId,
                nextFrame,
                from,
                schedule.samplingFrequencyHz(),
                takenAt.apply(from),
                streamLeads,
                window.copy(from, to));
        audience.send(encode(frame.select(selection.leads())));
        nextFrame++;
    }

    /** Closes the sockets of all who hold a seat here. */
    void close(SocketClose why) {
        audience.forEach(viewer -> viewer.close(why));
        resting.forEach(viewer -> viewer.close(why));
    }

    private Outbound encode(Frame frame) {
        return switch (selection.format()) {
            case JSON -> Outbound.broadcastText(json.encode(frame));
            case BINARY -> Outbound.broadcastBinary(binary.encode(frame));
        };
    }
}
