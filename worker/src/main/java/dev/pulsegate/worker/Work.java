package dev.pulsegate.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.pulsegate.worker.connection.FileTransfer;
import dev.pulsegate.worker.connection.GatewaySocket;
import dev.pulsegate.worker.handler.Handler;
import dev.pulsegate.worker.protocol.Attempt;
import dev.pulsegate.worker.protocol.FrameWriter;
import dev.pulsegate.worker.protocol.InferenceRequest;

/**
 * The requests a worker has: at most its capacity with the handler, each on a virtual thread, and as many again waiting
 * for a handler that was canceled and has not noticed yet. They outlive the connection they came by.
 */
final class Work {

    private final int capacity;
    private final Handler handler;
    private final FileTransfer files;
    private final ResultStore results;
    private final Counters counters;
    private final WorkerListener listener;
    private final Runnable changed;
    private final FrameWriter writer = new FrameWriter();

    private final Map<String, Run> runs = new HashMap<>();
    private final ArrayDeque<Run> waiting = new ArrayDeque<>();
    private int busy;

    /**
     * No requests yet.
     *
     * @param changed told whenever a request is over
     */
    Work(
            int capacity,
            Handler handler,
            FileTransfer files,
            ResultStore results,
            Counters counters,
            WorkerListener listener,
            Runnable changed) {
        this.capacity = capacity;
        this.handler = handler;
        this.files = files;
        this.results = results;
        this.counters = counters;
        this.listener = listener;
        this.changed = changed;
    }

    /** Takes a request that came by a connection. */
    synchronized void accept(InferenceRequest request, GatewaySocket link) {
        var earlier = runs.get(request.id());
        if (earlier != null && earlier.attempt().number() >= request.attempt().number()) {
            listener.on(new WorkerEvent.FrameIgnored("there is already " + earlier.attempt()));
            return;
        }
        if (earlier != null) {
            cancel(earlier, "it was handed out again");
        }
        if (busy >= capacity && waiting.size() >= capacity) {
            turnDown(request, "the worker was given more than its capacity");
            return;
        }
        counters.received.incrementAndGet();
        var run = new Run(request, link, writer, files, listener);
        runs.put(request.id(), run);
        waiting.add(run);
        startWaiting();
    }

    /** Does not take a request; the gateway hands it out again. */
    void turnDown(InferenceRequest request, String reason) {
        counters.received.incrementAndGet();
        answered(request, Answer.failed(request.attempt(), reason, true, writer), Duration.ZERO);
    }

    /** Nobody wants an attempt's result from this worker any more. */
    synchronized void cancel(String requestId, int attempt, String reason) {
        var run = runs.get(requestId);
        if (run != null && run.attempt().number() == attempt) {
            cancel(run, reason);
        }
    }

    /** Nobody wants any result from this worker any more. How many requests that were. */
    synchronized int cancelAll(String reason) {
        var all = List.copyOf(runs.values());
        all.forEach(run -> cancel(run, reason));
        return all.size();
    }

    /** A connection is gone: what it brought goes on, but what has not begun is left to the gateway. */
    synchronized void detach(GatewaySocket gone) {
        List.copyOf(waiting).forEach(run -> cancel(run, "the connection was lost before it began"));
        runs.values().forEach(run -> run.detach(gone));
    }

    /** The requests that are not over. */
    synchronized List<Run> unfinished() {
        return List.copyOf(runs.values());
    }

    /** The first of the attempts a handler is at work on. */
    synchronized List<Attempt> held(int most) {
        return runs.values().stream()
                .filter(Run::isHandled)
                .map(Run::attempt)
                .limit(most)
                .toList();
    }

    private void cancel(Run run, String reason) {
        waiting.remove(run);
        if (run.cancel()) {
            counters.canceled.incrementAndGet();
            listener.on(new WorkerEvent.Canceled(run.attempt(), reason));
            runs.remove(run.request().id(), run);
            changed.run();
        }
    }

    private synchronized void startWaiting() {
        while (busy < capacity && !waiting.isEmpty()) {
            var run = waiting.remove();
            busy++;
            Thread.ofVirtual().name("request-" + run.request().id()).start(() -> handle(run));
        }
    }

    private void handle(Run run) {
        try {
            if (run.begin()) {
                var request = run.request();
                listener.on(new WorkerEvent.Started(run.attempt(), request.space(), request.username()));
                long began = System.nanoTime();
                var answer = Answer.of(handler, run, writer);
                var duration = Duration.ofNanos(System.nanoTime() - began);
                if (run.finish()) {
                    answered(request, answer, duration);
                }
            }
        } finally {
            release(run);
        }
    }

    private void answered(InferenceRequest request, Answer answer, Duration duration) {
        var attempt = request.attempt();
        counters.handlingNanos.addAndGet(duration.toNanos());
        results.add(attempt, answer.frame());
        if (answer.error().isPresent()) {
            counters.failed.incrementAndGet();
            listener.on(new WorkerEvent.Failed(attempt, answer.error().get()));
        } else {
            counters.completed.incrementAndGet();
            listener.on(new WorkerEvent.Completed(attempt, duration));
        }
    }

    private void release(Run run) {
        synchronized (this) {
            busy--;
            runs.remove(run.request().id(), run);
            startWaiting();
        }
        changed.run();
    }
}
