package dev.pulsegate.e2e.load;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.pulsegate.worker.WorkerClient;
import dev.pulsegate.worker.WorkerEnd;
import dev.pulsegate.worker.WorkerEvent;
import dev.pulsegate.worker.connection.GatewayAddress;

/** A worker of the reference library. */
final class LoadWorker {

    private static final int CAPACITY = 8;

    private final WorkerClient client;
    private final String name;
    private final Findings findings;
    private final Thread thread;

    /** How often the gateway found fault with it, by what it said. */
    private final Map<String, Integer> complaints = new ConcurrentHashMap<>();

    /** Null until it has ended. */
    private volatile WorkerEnd end;

    LoadWorker(
            GatewayAddress gateway,
            String name,
            String space,
            String key,
            AnsweringHandler handler,
            Findings findings) {
        this.name = name;
        this.findings = findings;
        this.client = WorkerClient.to(gateway)
                .spaces(space)
                .accessKey(key)
                .name(name)
                .capacity(CAPACITY)
                .handler(handler)
                .keepTryingWhenRefused(true)
                .listener(this::heard)
                .build();
        this.thread = Thread.ofVirtual().name(name).start(this::run);
    }

    private void heard(WorkerEvent event) {
        if (event instanceof WorkerEvent.GatewayComplained complaint) {
            complaints.merge(complaint.code() + ": " + complaint.message(), 1, Integer::sum);
        }
    }

    private void run() {
        try {
            end = client.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has it finish what it has and end; nothing may be left. */
    void drain(Duration limit) throws InterruptedException {
        client.drain();
        if (!thread.join(limit)) {
            findings.add(name + " has not finished within " + limit.toSeconds() + " s after it was drained");
        } else if (!(end instanceof WorkerEnd.Drained)) {
            findings.add(name + " was drained, and ended with " + end);
        }
    }

    /** What it did, for people. */
    String note() {
        var did = client.statistics();
        return name + ": " + did.completed() + " done, " + did.canceled() + " taken away, " + did.refused()
                + " results refused, " + did.reconnects() + " reconnects, complaints " + complaints;
    }

    void close() {
        client.close();
    }
}
