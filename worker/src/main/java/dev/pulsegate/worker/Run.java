package dev.pulsegate.worker;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.ReentrantLock;

import com.fasterxml.jackson.databind.JsonNode;

import dev.pulsegate.worker.connection.FileTransfer;
import dev.pulsegate.worker.connection.GatewaySocket;
import dev.pulsegate.worker.connection.SocketClosedException;
import dev.pulsegate.worker.handler.Responder;
import dev.pulsegate.worker.protocol.Attempt;
import dev.pulsegate.worker.protocol.FrameWriter;
import dev.pulsegate.worker.protocol.InferenceRequest;
import dev.pulsegate.worker.protocol.InputFile;
import dev.pulsegate.worker.protocol.ProtocolLimits;
import dev.pulsegate.worker.protocol.WorkerMessage;

/** One attempt at this worker: waiting, handled, and then finished or canceled, whichever comes first. */
final class Run implements Responder {

    private enum State {
        WAITING,
        HANDLED,
        FINISHED,
        CANCELED
    }

    private final InferenceRequest request;
    private final FrameWriter writer;
    private final FileTransfer files;
    private final WorkerListener listener;

    /** Keeps chunks in the order of their numbers, whatever threads they come from. */
    private final ReentrantLock sending = new ReentrantLock(true);

    private long nextSeq;

    private State state = State.WAITING;
    private Optional<Thread> thread = Optional.empty();
    private volatile Optional<GatewaySocket> link;
    private volatile OptionalDouble progress = OptionalDouble.empty();

    Run(InferenceRequest request, GatewaySocket link, FrameWriter writer, FileTransfer files, WorkerListener listener) {
        this.request = request;
        this.link = Optional.of(link);
        this.writer = writer;
        this.files = files;
        this.listener = listener;
    }

    InferenceRequest request() {
        return request;
    }

    Attempt attempt() {
        return request.attempt();
    }

    /** The calling thread handles it from now on; false if it was canceled before. */
    synchronized boolean begin() {
        if (state != State.WAITING) {
            return false;
        }
        state = State.HANDLED;
        thread = Optional.of(Thread.currentThread());
        return true;
    }

    /** It has its result; false if it was canceled before. */
    synchronized boolean finish() {
        if (state != State.HANDLED) {
            return false;
        }
        state = State.FINISHED;
        return true;
    }

    /** Interrupts the handler, whose words go nowhere from now on; false if it was over before. */
    synchronized boolean cancel() {
        if (isOver()) {
            return false;
        }
        state = State.CANCELED;
        thread.ifPresent(Thread::interrupt);
        return true;
    }

    synchronized boolean isHandled() {
        return state == State.HANDLED;
    }

    /** The connection it came by is gone. */
    void detach(GatewaySocket gone) {
        if (link.filter(gone::equals).isPresent()) {
            link = Optional.empty();
        }
    }

    /** Asks by another connection whether the attempt still holds: if not, the gateway says so. */
    void probe(GatewaySocket other) throws InterruptedException, SocketClosedException {
        if (link.isEmpty() && isHandled()) {
            other.send(writer.write(new WorkerMessage.Progress(attempt(), progress, Optional.empty())));
        }
    }

    @Override
    public void progress(double fraction, String message) throws InterruptedException {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("progress is from 0 to 1: " + fraction);
        }
        checkWanted();
        progress = OptionalDouble.of(fraction);
        listener.on(new WorkerEvent.Progressed(attempt(), fraction, message));
        var words = message.isBlank() ? Optional.<String>empty() : Optional.of(message);
        send(writer.write(new WorkerMessage.Progress(attempt(), progress, words)));
    }

    @Override
    public void chunk(String text) throws InterruptedException {
        for (int from = 0; from < text.length(); ) {
            int to = endOfPiece(text, from);
            var piece = text.substring(from, to);
            sendNumbered(seq -> new WorkerMessage.TextChunk(attempt(), seq, piece));
            from = to;
        }
    }

    @Override
    public void chunk(JsonNode data) throws InterruptedException {
        sendNumbered(seq -> new WorkerMessage.DataChunk(attempt(), seq, data));
    }

    @Override
    public void log(String line) {
        listener.on(new WorkerEvent.Logged(attempt(), line));
    }

    @Override
    public InputStream open(InputFile file) throws IOException, InterruptedException {
        return files.open(file);
    }

    @Override
    public URI upload(Path file) throws IOException, InterruptedException {
        var target =
                request.upload().orElseThrow(() -> new IOException("the request names no place for a result file"));
        return files.upload(target, file);
    }

    private static int endOfPiece(String text, int from) {
        int to = Math.min(text.length(), from + ProtocolLimits.MAX_CHUNK_CHARS);
        boolean splitsPair = to < text.length() && Character.isHighSurrogate(text.charAt(to - 1));
        return splitsPair ? to - 1 : to;
    }

    private void sendNumbered(Numbered chunk) throws InterruptedException {
        sending.lockInterruptibly();
        try {
            checkWanted();
            send(writer.write(chunk.message(nextSeq)));
            nextSeq++;
        } finally {
            sending.unlock();
        }
    }

    private void send(String frame) throws InterruptedException {
        var socket = link;
        if (socket.isPresent()) {
            try {
                socket.get().send(frame);
            } catch (SocketClosedException e) {
                detach(socket.get());
            }
        }
    }

    private synchronized void checkWanted() throws InterruptedException {
        if (isOver()) {
            throw new InterruptedException("the request is over");
        }
    }

    private synchronized boolean isOver() {
        return state == State.CANCELED || state == State.FINISHED;
    }

    private interface Numbered {
        WorkerMessage message(long seq);
    }
}
