package dev.pulsegate.worker;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

import com.fasterxml.jackson.databind.JsonNode;

import dev.pulsegate.worker.connection.FileTransfer;
import dev.pulsegate.worker.connection.GatewaySocket;
import dev.pulsegate.worker.connection.SocketClosedException;
import dev.pulsegate.worker.handler.Responder;
import dev.pulsegate.workerprotocol.Attempt;
import dev.pulsegate.workerprotocol.InferenceRequest;
import dev.pulsegate.workerprotocol.InputFile;
import dev.pulsegate.workerprotocol.RawJson;
import dev.pulsegate.workerprotocol.WorkerMessage;
import dev.pulsegate.workerprotocol.WorkerMessageWriter;

/** One attempt at this worker: waiting, handled, and then finished or canceled, whichever comes first. */
final class Run implements Responder {

    /** A longer text is sent as several chunks. */
    private static final int MAX_CHUNK_CHARS = 64 << 10;

    /** Of an attempt's chunks, for the next connection; some seconds of what a fast model says. */
    private static final int MAX_KEPT_CHARS = 128 << 10;

    private enum State {
        WAITING,
        HANDLED,
        FINISHED,
        CANCELED
    }

    private final InferenceRequest request;
    private final WorkerMessageWriter writer;
    private final FileTransfer files;
    private final WorkerListener listener;

    /** Keeps chunks in the order of their numbers, whatever threads they come from. */
    private final ReentrantLock sending = new ReentrantLock(true);

    /** The last of them; guarded by {@link #sending}, as is the number of the next. */
    private final ChunkLog chunks = new ChunkLog(MAX_KEPT_CHARS);

    private int nextSeq;

    private State state = State.WAITING;

    /** The handler's, or null before it has begun. */
    private Thread thread;

    /** Null once the connection is gone. */
    private volatile GatewaySocket link;

    /** How far the handler has come, or null before it has said so. */
    private volatile BigDecimal progress;

    Run(
            InferenceRequest request,
            GatewaySocket link,
            WorkerMessageWriter writer,
            FileTransfer files,
            WorkerListener listener) {
        this.request = request;
        this.link = link;
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
        thread = Thread.currentThread();
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
        if (thread != null) {
            thread.interrupt();
        }
        return true;
    }

    synchronized boolean isHandled() {
        return state == State.HANDLED;
    }

    /** The connection it came by is gone. */
    void detach(GatewaySocket gone) {
        if (link == gone) {
            link = null;
        }
    }

    /**
     * Goes on by another connection: asks whether the attempt still holds (if not, the gateway says so), and repeats what may
     * not have arrived by the one before.
     */
    void resume(GatewaySocket other) throws InterruptedException, SocketClosedException {
        sending.lockInterruptibly();
        try {
            if (link == null && isHandled()) {
                other.send(writer.write(new WorkerMessage.Progress(attempt(), progress, null)));
                for (var frame : chunks.frames()) {
                    other.send(frame);
                }
                link = other;
            }
        } finally {
            sending.unlock();
        }
    }

    /** All that was said, once there is nothing more to say than the result. */
    ResultStore.Said said(String result) {
        sending.lock();
        try {
            return new ResultStore.Said(chunks.frames(), link, result);
        } finally {
            sending.unlock();
        }
    }

    @Override
    public void progress(double fraction, String message) throws InterruptedException {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("progress is from 0 to 1: " + fraction);
        }
        checkWanted();
        var reached = BigDecimal.valueOf(fraction);
        progress = reached;
        listener.on(new WorkerEvent.Progressed(attempt(), fraction, message));
        var _ = send(writer.write(new WorkerMessage.Progress(attempt(), reached, message.isBlank() ? null : message)));
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
        sendNumbered(seq -> new WorkerMessage.DataChunk(attempt(), seq, RawJson.of(data)));
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
        int to = Math.min(text.length(), from + MAX_CHUNK_CHARS);
        boolean splitsPair = to < text.length() && Character.isHighSurrogate(text.charAt(to - 1));
        return splitsPair ? to - 1 : to;
    }

    private void sendNumbered(Numbered chunk) throws InterruptedException {
        sending.lockInterruptibly();
        try {
            checkWanted();
            var frame = writer.write(chunk.message(nextSeq));
            chunks.add(frame, !chunks.isTorn() && send(frame));
            nextSeq++;
        } finally {
            sending.unlock();
        }
    }

    /** Whether there was a connection that took it. */
    private boolean send(String frame) throws InterruptedException {
        var socket = link;
        if (socket == null) {
            return false;
        }
        try {
            socket.send(frame);
            return true;
        } catch (SocketClosedException e) {
            detach(socket);
            return false;
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
        WorkerMessage message(int seq);
    }
}
