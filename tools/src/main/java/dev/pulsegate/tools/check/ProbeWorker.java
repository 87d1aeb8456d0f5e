package dev.pulsegate.tools.check;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.pulsegate.tools.installation.CallException;
import dev.pulsegate.worker.WorkerClient;
import dev.pulsegate.worker.WorkerEnd;
import dev.pulsegate.worker.WorkerEvent;
import dev.pulsegate.worker.connection.GatewayAddress;

/** A worker of the check's own, by the worker library: {@code /ws/worker}. */
final class ProbeWorker {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private final WorkerClient client;
    private final Thread thread;

    private sealed interface News {

        record Registered() implements News {}

        record Trouble(String reason) implements News {}

        record Ended(String reason) implements News {}
    }

    /** Starts a worker that serves one space. */
    ProbeWorker(GatewayAddress gateway, String space, String key, ProbeHandler handler) {
        client = WorkerClient.to(gateway)
                .spaces(space)
                .accessKey(key)
                .name("pulsegate check")
                .handler(handler)
                .listener(this::on)
                .build();
        thread = Thread.ofVirtual().name("pulsegate-check-worker").start(this::run);
    }

    /**
     * Waits until it is registered.
     *
     * @throws CallException if it is refused, or not registered in time; the message says why
     */
    void awaitRegistration(Duration limit) throws CallException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        var trouble = "no answer";
        while (true) {
            switch (news.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                case News.Registered() -> {
                    return;
                }
                case News.Trouble(var reason) -> trouble = reason;
                case News.Ended(var reason) -> throw new CallException("the worker was refused: " + reason);
                case null ->
                    throw new CallException(
                            "the worker was not registered within " + limit.toSeconds() + " s: " + trouble);
            }
        }
    }

    private void on(WorkerEvent event) {
        if (event instanceof WorkerEvent.Registered) {
            news.add(new News.Registered());
        } else if (event instanceof WorkerEvent.Retrying(var reason, var delay)) {
            news.add(new News.Trouble(reason));
        }
    }

    private void run() {
        try {
            var end = client.run();
            news.add(new News.Ended(end instanceof WorkerEnd.Refused(var reason) ? reason : "it ended"));
        } catch (InterruptedException e) {
            news.add(new News.Ended("it was interrupted"));
        }
    }

    void stop() throws InterruptedException {
        client.close();
        thread.join(CLOSE_LIMIT);
    }
}
