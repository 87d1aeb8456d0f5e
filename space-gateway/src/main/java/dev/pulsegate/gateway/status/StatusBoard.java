package dev.pulsegate.gateway.status;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.pulsegate.gateway.dispatch.Dispatcher;
import dev.pulsegate.gateway.event.Followers;
import dev.pulsegate.platform.task.RepeatedTask;
import dev.pulsegate.platform.task.Supervision;

/**
 * How busy all spaces are, for all who follow it: looked at twice a second while anybody does, once for all of them, and
 * written as JSON once for each change.
 */
@ApplicationScoped
class StatusBoard implements Followers.Followed {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final SpaceStatuses statuses;
    private final Dispatcher dispatcher;
    private final ObjectMapper json;
    private final RepeatedTask looking;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final AtomicReference<Sample> latest = new AtomicReference<>(new Sample(0, Map.of()));
    private int watching;
    private boolean started;
    private boolean ended;

    /**
     * All spaces as they were at one time.
     *
     * @param number counts the samples that differ from the one before
     * @param entries in the order of the spaces' names
     */
    record Sample(long number, Map<UUID, Entry> entries) {}

    /**
     * One space.
     *
     * @param text the same as JSON
     * @param since the number of the first sample in which it was so
     */
    record Entry(SpaceStatus status, String text, long since) {}

    StatusBoard(SpaceStatuses statuses, Dispatcher dispatcher, ObjectMapper json, Supervision supervision) {
        this.statuses = statuses;
        this.dispatcher = dispatcher;
        this.json = json;
        this.looking = new RepeatedTask(supervision, "space-status", LOOK_EVERY, this::look);
    }

    /** One who follows; for one thread. */
    final class Watch implements AutoCloseable {

        /** The spaces as they are now. Never blocks for long. */
        Sample now() {
            take();
            return latest.get();
        }

        /** The first sample after another, or that one again if there is none in time; blocks. */
        Sample after(Sample seen, Duration within) throws InterruptedException {
            long left = within.toNanos();
            lock.lockInterruptibly();
            try {
                while (latest.get().number() == seen.number() && !ended && left > 0) {
                    left = news.awaitNanos(left);
                }
                return latest.get();
            } finally {
                lock.unlock();
            }
        }

        /** Whether nothing more will come because the process stops. */
        boolean isEnded() {
            lock.lock();
            try {
                return ended;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                watching--;
            } finally {
                lock.unlock();
            }
        }
    }

    Watch watch() {
        boolean first;
        lock.lock();
        try {
            watching++;
            first = !started;
            started = true;
        } finally {
            lock.unlock();
        }
        if (first) {
            looking.start();
        }
        return new Watch();
    }

    @Override
    public int watching() {
        lock.lock();
        try {
            return watching;
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        if (dispatcher.isStopping()) {
            end();
        } else if (watching() > 0) {
            take();
        }
    }

    /** Looks and writes without the lock; again if somebody else did meanwhile. */
    private void take() {
        Sample before;
        Sample now;
        do {
            before = latest.get();
            now = sampleAfter(before);
        } while (!latest.compareAndSet(before, now));
        if (now.number() != before.number()) {
            lock.lock();
            try {
                news.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private Sample sampleAfter(Sample latest) {
        long next = latest.number() + 1;
        var entries = new LinkedHashMap<UUID, Entry>();
        for (var status : statuses.all()) {
            var before = latest.entries().get(status.spaceId());
            boolean same = before != null && before.status().equals(status);
            entries.put(status.spaceId(), same ? before : new Entry(status, text(status), next));
        }
        return entries.equals(latest.entries()) ? latest : new Sample(next, entries);
    }

    private String text(SpaceStatus status) {
        try {
            return json.writeValueAsString(status);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @PreDestroy
    void close() {
        if (end()) {
            looking.close();
        }
    }

    /** Lets everybody go; returns whether anybody ever followed. */
    private boolean end() {
        lock.lock();
        try {
            ended = true;
            news.signalAll();
            return started;
        } finally {
            lock.unlock();
        }
    }
}
