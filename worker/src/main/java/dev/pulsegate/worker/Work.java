package dev.pulsegate.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.pulsegate.worker.connection.FileTransfer;
import dev.pulsegate.worker.connection.GatewaySocket;
import dev.pulsegate.worker.handler.Handler;
import dev.pulsegate.workerprotocol.Attempt;
import dev.pulsegate.workerprotocol.InferenceRequest;
import dev.pulsegate.workerprotocol.WorkerMessageWriter;

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
    private final WorkerMessageWriter writer = new WorkerMessageWriter();

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
    void accept(InferenceRequest request, GatewaySocket link) {
        tell(take(request, link));
    }

    /** Returns whom to tell what, once the lock is given back: what is told may take long, or call back. */
    private synchronized List<Runnable> take(InferenceRequest request, GatewaySocket link) {
        var news = new ArrayList<Runnable>();
        var earlier = runs.get(request.id());
        if (earlier != null && earlier.attempt().number() >= request.attempt().number()) {
            news.add(() -> listener.on(new WorkerEvent.FrameIgnored("there is already " + earlier.attempt())));
            return news;
        }
        if (earlier != null) {
            news.addAll(cancel(earlier, "it was handed out again"));
        }
        if (busy >= capacity && waiting.size() >= capacity) {
            news.add(() -> turnDown(request, "the worker was given more than its capacity"));
            return news;
        }
        counters.received.incrementAndGet();
        var run = new Run(request, link, writer, files, listener);
        runs.put(request.id(), run);
        waiting.add(run);
        startWaiting();
        return news;
    }

    private static void tell(List<Runnable> news) {
        news.forEach(Runnable::run);
    }

    /** Does not take a request; the gateway hands it out again. */
    void turnDown(InferenceRequest request, String reason) {
        counters.received.incrementAndGet();
        var answer = Answer.failed(request.attempt(), reason, true, writer);
        answered(request, new ResultStore.Said(List.of(), null, answer.frame()), answer, Duration.ZERO);
    }

    /** Nobody wants an attempt's result from this worker any more. */
    void cancel(String requestId, int attempt, String reason) {
        List<Runnable> news = List.of();
        synchronized (this) {
            var run = runs.get(requestId);
            if (run != null && run.attempt().number() == attempt) {
                news = cancel(run, reason);
            }
        }
        tell(news);
    }

    /** Nobody wants any result from this worker any more. How many requests that were. */
    int cancelAll(String reason) {
        var news = new ArrayList<Runnable>();
        List<Run> all;
        synchronized (this) {
            all = List.copyOf(runs.values());
            all.forEach(run -> news.addAll(cancel(run, reason)));
        }
        tell(news);
        return all.size();
    }

    /** A connection is gone: what it brought goes on, but what has not begun is left to the gateway. */
    void detach(GatewaySocket gone) {
        var news = new ArrayList<Runnable>();
        synchronized (this) {
            List.copyOf(waiting).forEach(run -> news.addAll(cancel(run, "the connection was lost before it began")));
            runs.values().forEach(run -> run.detach(gone));
        }
        tell(news);
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

    private List<Runnable> cancel(Run run, String reason) {
        waiting.remove(run);
        if (!run.cancel()) {
            return List.of();
        }
        counters.canceled.incrementAndGet();
        runs.remove(run.request().id(), run);
        return List.of(() -> listener.on(new WorkerEvent.Canceled(run.attempt(), reason)), changed);
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
                    answered(request, run.said(answer.frame()), answer, duration);
                }
            }
        } finally {
            release(run);
        }
    }

    private void answered(InferenceRequest request, ResultStore.Said said, Answer answer, Duration duration) {
        var attempt = request.attempt();
        counters.handlingNanos.addAndGet(duration.toNanos());
        results.add(attempt, said);
        switch (answer) {
            case Answer.Failed(var frame, var error) -> {
                counters.failed.incrementAndGet();
                listener.on(new WorkerEvent.Failed(attempt, error));
            }
            case Answer.Completed completed -> {
                counters.completed.incrementAndGet();
                listener.on(new WorkerEvent.Completed(attempt, duration));
            }
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
