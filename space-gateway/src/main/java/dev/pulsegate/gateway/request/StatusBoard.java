package dev.pulsegate.gateway.request;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.pulsegate.gateway.dispatch.Dispatcher;
import dev.pulsegate.platform.supervise.RepeatedTask;
import dev.pulsegate.platform.supervise.Supervision;

/**
 * How busy all spaces are, for all who follow it: looked at twice a second while anybody does, once for all of them, and
 * written as JSON once for each change.
 */
@ApplicationScoped
class StatusBoard {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final SpaceStatuses statuses;
    private final Dispatcher dispatcher;
    private final ObjectMapper json;
    private final RepeatedTask looking;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private Sample latest = new Sample(0, Map.of());
    private int watching;
    private boolean started;
    private boolean ended;

    /**
     * All spaces as they were at one time.
     *
     * @param number counts the samples that differ from the one before
     * @param entries the spaces, by name
     */
    record Sample(long number, Map<UUID, Entry> entries) {}

    /**
     * One space.
     *
     * @param status how busy it was
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
            lock.lock();
            try {
                take();
                return latest;
            } finally {
                lock.unlock();
            }
        }

        /** The first sample after another, or that one again if there is none in time; blocks. */
        Sample after(Sample seen, Duration within) throws InterruptedException {
            long left = within.toNanos();
            lock.lockInterruptibly();
            try {
                while (latest.number() == seen.number() && !ended && left > 0) {
                    left = news.awaitNanos(left);
                }
                return latest;
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

    /** Follows. */
    Watch watch() {
        lock.lock();
        try {
            watching++;
            if (!started) {
                started = true;
                looking.start();
            }
            return new Watch();
        } finally {
            lock.unlock();
        }
    }

    /** How many follow. */
    int watching() {
        lock.lock();
        try {
            return watching;
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        lock.lock();
        try {
            if (dispatcher.isStopping()) {
                ended = true;
                news.signalAll();
            } else if (watching > 0) {
                take();
            }
        } finally {
            lock.unlock();
        }
    }

    private void take() {
        long next = latest.number() + 1;
        var entries = new LinkedHashMap<UUID, Entry>();
        for (var status : statuses.all()) {
            var before = latest.entries().get(status.spaceId());
            boolean same = before != null && before.status().equals(status);
            entries.put(status.spaceId(), same ? before : new Entry(status, text(status), next));
        }
        if (!entries.equals(latest.entries())) {
            latest = new Sample(next, entries);
            news.signalAll();
        }
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
        lock.lock();
        try {
            ended = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        if (started) {
            looking.close();
        }
    }
}
