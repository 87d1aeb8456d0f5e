package dev.pulsegate.socketio.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A WebSocket without a network: what was sent and how it was closed can be looked at. */
final class FakeLink implements WebSocketLink {

    final List<Frame> frames = new ArrayList<>();
    final ArrayDeque<Runnable> unwritten = new ArrayDeque<>();
    int closeCode;
    boolean cut;

    /** Whether the client reads. */
    boolean reads = true;

    @Override
    public void send(List<Frame> more, Runnable written) {
        frames.addAll(more);
        if (reads) {
            written.run();
        } else {
            unwritten.add(written);
        }
    }

    @Override
    public void allow(int maxBytes) {
        // The test sends what it likes.
    }

    @Override
    public void close(int code, String reason) {
        closeCode = code;
    }

    @Override
    public void cut() {
        cut = true;
    }

    /** The text frames after the first so many. */
    List<String> textsFrom(int first) {
        return frames.stream()
                .skip(first)
                .map(frame -> ((Frame.Text) frame).text())
                .toList();
    }
}
