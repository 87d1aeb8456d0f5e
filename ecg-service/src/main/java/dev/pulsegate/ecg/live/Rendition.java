package dev.pulsegate.ecg.live;

import java.time.Instant;
import java.util.List;

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

    /** Sends the next frame. */
    void produce(SampleWindow window, Instant streamBegan) {
        long from = schedule.firstSample(nextFrame);
        long to = schedule.firstSample(nextFrame + 1);
        window.advanceTo(to);
        var frame = new Frame(
                streamId,
                nextFrame,
                from,
                schedule.samplingFrequencyHz(),
                streamBegan.plusNanos(schedule.sampleNanos(from)),
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
