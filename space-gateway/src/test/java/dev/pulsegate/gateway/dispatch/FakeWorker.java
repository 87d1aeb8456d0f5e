package dev.pulsegate.gateway.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.claim.Adopted;
import dev.pulsegate.gateway.queue.claim.Claim;
import dev.pulsegate.gateway.queue.report.Report;
import dev.pulsegate.gateway.queue.report.ReportOutcome;
import dev.pulsegate.gateway.space.Space;

/** A worker without a connection. */
public final class FakeWorker implements WorkerPort {

    public static final WorkerInfo INFO =
            new WorkerInfo("fake", "1.0", "none", Instant.parse("2026-01-05T10:00:00.123Z"), null);

    private static final int PATIENCE_SECONDS = 15;

    final LinkedBlockingQueue<Claim> received = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<Attempt> canceled = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<SetAside> asides = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<UUID> removed = new LinkedBlockingQueue<>();
    private final UUID id = UUID.randomUUID();
    private final Dispatcher dispatcher;
    public volatile RegisteredWorker registered;
    volatile boolean reachable = true;

    FakeWorker(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public UUID connectionId() {
        return id;
    }

    @Override
    public boolean canReturn() {
        return true;
    }

    @Override
    public boolean handOver(HandOver handOver) {
        if (reachable) {
            received.add(handOver.claim());
        }
        return reachable;
    }

    @Override
    public void cancel(Attempt attempt, String reason) {
        canceled.add(attempt);
    }

    @Override
    public boolean mayServe(Space space) {
        return true;
    }

    @Override
    public void removed(UUID spaceId, Removal why, boolean last) {
        removed.add(spaceId);
    }

    @Override
    public void setAside(SetAside aside) {
        asides.add(aside);
    }

    static WorkerInfo named(String name) {
        return new WorkerInfo(name, INFO.version(), INFO.protocol(), INFO.connectedAt(), null);
    }

    void register(Space space, int capacity, int inputKinds, WorkerInfo info, List<Adopted> held) {
        registered = dispatcher.register(this, new Registration(Set.of(space.id()), capacity, inputKinds, info), held);
    }

    /** Says that an attempt failed and may go better elsewhere. */
    ReportOutcome fail(Claim claim) {
        return report(dispatcher.failed(registered, claim.attempt(), "out of memory"));
    }

    static <T> T await(LinkedBlockingQueue<T> queue) {
        try {
            var next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing came in time");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public Claim awaitRequest() {
        return await(received);
    }

    ReportOutcome complete(Claim claim) {
        return report(new Report.Completed(claim.attempt(), "{\"text\":\"done\"}"));
    }

    ReportOutcome report(Report report) {
        return dispatcher.report(report).orElseThrow().join();
    }

    /** Its connection breaks. */
    public void vanish() {
        dispatcher.unregister(registered, "the worker's connection ended");
    }
}
