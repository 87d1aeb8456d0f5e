package dev.pulsegate.platform.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** What a service does again and again, from when it has started until it stops. */
@ApplicationScoped
public class Tasks {

    private final Supervision supervision;
    private final List<RepeatedTask> tasks = new ArrayList<>();
    private boolean started;

    Tasks(Supervision supervision) {
        this.supervision = supervision;
    }

    /**
     * Does something at start, and again and again, on a thread of its own.
     *
     * @param name for the log, health and metrics
     * @param period how long to pause after each time
     */
    public synchronized void repeat(String name, Duration period, RepeatedTask.Action action) {
        var task = new RepeatedTask(supervision, name, period, action);
        tasks.add(task);
        if (started) {
            task.start();
        }
    }

    /** After all else that happens at start: nothing is to be repeated in a service that is not there yet. */
    synchronized void start(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
        started = true;
        tasks.forEach(RepeatedTask::start);
    }

    synchronized void stop(@Observes ShutdownEvent event) {
        tasks.forEach(RepeatedTask::close);
    }
}
