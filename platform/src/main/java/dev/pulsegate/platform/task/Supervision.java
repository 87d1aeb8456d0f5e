package dev.pulsegate.platform.task;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

/**
 * Knows the parts of a process that have to work all the time, and what went wrong in them. One for the whole process; any
 * thread may ask.
 */
public final class Supervision {

    private static final Logger LOG = Logger.getLogger(Supervision.class);

    private final Consumer<String> count;
    private final Set<CoreThread> threads = ConcurrentHashMap.newKeySet();
    private final Map<String, String> failing = new ConcurrentHashMap<>();

    /** Counts nothing: for whoever runs a part by itself. */
    public Supervision() {
        this(part -> {});
    }

    /**
     * @param count is told the part in which something failed, each time
     */
    public Supervision(Consumer<String> count) {
        this.count = count;
    }

    /**
     * A thread that is begun again whenever something is thrown in it. Not started yet.
     *
     * @param name its name, also for health and metrics
     * @param body what it does; returns when there is nothing more to do
     */
    public CoreThread thread(String name, CoreThread.Body body) {
        return new CoreThread(this, name, body);
    }

    /** Something went wrong in a part that goes on working. */
    public void failed(String part, Throwable why) {
        LOG.errorf(why, "%s: failed", part);
        count.accept(part);
    }

    /** Calls what is not to be relied on: whatever it throws ends here, told and counted. */
    public void guard(String part, Runnable foreign) {
        try {
            foreign.run();
        } catch (Throwable e) {
            failed(part, e);
        }
    }

    /** A part cannot do its work at the moment, and goes on trying. */
    public void failing(String part, Throwable why) {
        // Health is for everybody to see, and messages tell of hosts and databases: those are in the log.
        if (failing.put(part, why.getClass().getSimpleName()) == null) {
            count.accept(part);
        }
    }

    /** A part does its work, or does it again. */
    public void works(String part) {
        failing.remove(part);
    }

    /** The parts that cannot do their work at the moment, by name, each with the kind of what was thrown. */
    public Map<String, String> failing() {
        return new TreeMap<>(failing);
    }

    /** Whether every thread that was started, and has not come to its end, is there. */
    public boolean areThreadsAlive() {
        return threads.stream().allMatch(CoreThread::isAlive);
    }

    /** Whether no thread waits to be begun again. */
    public boolean areThreadsRunning() {
        return threads.stream().allMatch(CoreThread::isRunning);
    }

    void started(CoreThread thread) {
        threads.add(thread);
    }

    void ended(CoreThread thread) {
        threads.remove(thread);
        failing.remove(thread.name());
    }
}
