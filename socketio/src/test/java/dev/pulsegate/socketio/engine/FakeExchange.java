package dev.pulsegate.socketio.engine;

import java.util.ArrayList;
import java.util.List;

/** A request of a client whose network has no bytes: what it was answered with can be looked at. */
final class FakeExchange implements HttpExchange {

    final List<HttpAnswer> answers = new ArrayList<>();
    boolean reading;
    boolean cut;

    /** What the session is told once the client has read its answer, which it does at once unless told not to. */
    Runnable written;

    private final boolean reads;

    FakeExchange() {
        this(true);
    }

    /**
     * @param reads whether the client reads its answer
     */
    FakeExchange(boolean reads) {
        this.reads = reads;
    }

    @Override
    public void answer(HttpAnswer answer, Runnable whenWritten) {
        answers.add(answer);
        written = whenWritten;
        if (reads) {
            whenWritten.run();
        }
    }

    @Override
    public void readBody(int maxBytes) {
        reading = true;
    }

    @Override
    public void cut() {
        cut = true;
    }

    boolean isAnswered() {
        return !answers.isEmpty();
    }

    /** The packets it was answered with; fails on anything else. */
    String payload() {
        return ((HttpAnswer.Payload) answers.getFirst()).text();
    }

    /** Why it was refused; fails on anything else. */
    EngineError error() {
        return ((HttpAnswer.Refused) answers.getFirst()).error();
    }
}
