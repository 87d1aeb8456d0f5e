package dev.pulsegate.gateway.event;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import dev.pulsegate.gateway.queue.RequestEvent;
import dev.pulsegate.gateway.queue.read.RequestReader;

/**
 * One who follows a request, and gets each of its events once and in order. Keeps a bounded number in memory; one who
 * falls behind reads the rest from the database. Taking is for one thread.
 */
public final class RequestWatch implements AutoCloseable {

    private static final int MOST_KEPT = 64;
    private static final int MOST_KEPT_LENGTH = 16 * 1024;
    private static final int MOST_READ = 200;

    private final EventFeed feed;
    private final RequestReader reader;
    private final UUID requestId;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final ArrayDeque<RequestEvent> kept = new ArrayDeque<>();
    private int delivered;
    private int keptUpTo;
    private long keptLength;
    private boolean behind;
    private boolean ended;

    RequestWatch(EventFeed feed, RequestReader reader, UUID requestId, int afterSeq, boolean behind) {
        this.feed = feed;
        this.reader = reader;
        this.requestId = requestId;
        this.delivered = afterSeq;
        this.keptUpTo = afterSeq;
        this.behind = behind;
    }

    public UUID requestId() {
        return requestId;
    }

    /** An event of the request was committed. */
    void offer(RequestEvent event) {
        lock.lock();
        try {
            if (event.seq() == keptUpTo + 1
                    && kept.size() < MOST_KEPT
                    && keptLength + event.data().length() <= MOST_KEPT_LENGTH) {
                kept.add(event);
                keptLength += event.data().length();
                keptUpTo++;
                news.signal();
            } else if (event.seq() > keptUpTo) {
                behind = true;
                news.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** There may be events in the database that were not offered. */
    void lookAgain() {
        reached(Integer.MAX_VALUE);
    }

    /** The request has so many events. */
    void reached(int lastSeq) {
        lock.lock();
        try {
            if (lastSeq > keptUpTo) {
                behind = true;
                news.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will come: whoever waits goes on at once. */
    public void end() {
        lock.lock();
        try {
            ended = true;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing more will come, because the process stops or the watch was ended. */
    public boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next events, as many as there are; blocks until there is one.
     *
     * @return none if none came in time, or none will come
     */
    public List<RequestEvent> next(Duration within) throws SQLException, InterruptedException {
        long left = within.toNanos();
        lock.lockInterruptibly();
        try {
            while (true) {
                if (behind) {
                    readBehind();
                }
                if (!kept.isEmpty()) {
                    var taken = List.copyOf(kept);
                    kept.clear();
                    keptLength = 0;
                    delivered = taken.getLast().seq();
                    return taken;
                }
                if (ended || left <= 0) {
                    return List.of();
                }
                left = news.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Reads without the lock, as whoever commits must not wait for the database. */
    private void readBehind() throws SQLException {
        behind = false;
        int from = delivered;
        List<RequestEvent> read;
        lock.unlock();
        try {
            read = reader.events(requestId, from, MOST_READ);
        } finally {
            lock.lock();
        }
        int readUpTo = read.isEmpty() ? from : read.getLast().seq();
        var later = new ArrayList<RequestEvent>();
        for (var event : kept) {
            if (event.seq() == readUpTo + later.size() + 1) {
                later.add(event);
            }
        }
        // What was read may have been cut short, by number or by length: read again until nothing comes.
        boolean missing = !read.isEmpty() || keptUpTo > readUpTo + later.size();
        kept.clear();
        kept.addAll(read);
        kept.addAll(later);
        keptLength = kept.stream().mapToLong(event -> event.data().length()).sum();
        keptUpTo = readUpTo + later.size();
        behind |= missing;
    }

    /** The event that ends the request, if it comes in time; those before it are passed over. */
    public Optional<RequestEvent> awaitEnd(Duration within) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        while (true) {
            var events = next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            if (events.isEmpty()) {
                return Optional.empty();
            }
            if (events.getLast().type().isFinal()) {
                return Optional.of(events.getLast());
            }
        }
    }

    /** Follows the request no more. */
    @Override
    public void close() {
        feed.left(this);
    }
}
