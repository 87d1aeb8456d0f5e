package dev.pulsegate.worker.connection;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames on their way out, in order, bounded in characters: who sends while the socket is behind waits. Many may put,
 * one takes.
 */
final class Outbox {

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition roomOrEnd = lock.newCondition();
    private final Condition frameOrEnd = lock.newCondition();
    private final ArrayDeque<String> frames = new ArrayDeque<>();
    private final long maxChars;

    private long chars;
    private boolean ended;

    /**
     * An empty outbox.
     *
     * @param maxChars the characters it holds at most; a longer frame waits until it is alone
     */
    Outbox(long maxChars) {
        this.maxChars = maxChars;
    }

    /**
     * Puts a frame, waiting for room.
     *
     * @throws SocketClosedException if nothing is sent any more
     */
    void put(String frame) throws InterruptedException, SocketClosedException {
        lock.lockInterruptibly();
        try {
            while (!ended && chars > 0 && chars + frame.length() > maxChars) {
                roomOrEnd.await();
            }
            if (ended) {
                throw new SocketClosedException();
            }
            frames.add(frame);
            chars += frame.length();
            frameOrEnd.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The first frame, waiting for one; it keeps its room until {@link #sent}. Empty when all is sent and over. */
    Optional<String> first() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (frames.isEmpty() && !ended) {
                frameOrEnd.await();
            }
            return Optional.ofNullable(frames.peek());
        } finally {
            lock.unlock();
        }
    }

    /** Takes the first frame out: it has been sent. */
    void sent() {
        lock.lock();
        try {
            chars -= frames.remove().length();
            roomOrEnd.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; what is in it may still be taken out. */
    void end() {
        lock.lock();
        try {
            ended = true;
            roomOrEnd.signalAll();
            frameOrEnd.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
