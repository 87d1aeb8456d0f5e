package dev.pulsegate.socketio.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** What is on its way to one client: the packets that wait, and the batches being written. Used by one thread. */
final class Outgoing {

    private final ArrayDeque<Packet> waiting = new ArrayDeque<>(2);
    private final ArrayDeque<Write> writes = new ArrayDeque<>(1);
    private final Budget budget;
    private final long writeNanos;

    private long lastWrite;

    /**
     * Packets that leave together.
     *
     * @param packets at least one
     * @param messages how many of them are messages, which count
     * @param bytes how many bytes those count for
     */
    record Batch(List<Packet> packets, int messages, long bytes) {

        static Batch of(Packet packet) {
            return new Batch(List.of(packet), 0, 0);
        }

        /** The same and one more that is no message. */
        Batch with(Packet packet) {
            var more = new ArrayList<>(packets);
            more.add(packet);
            return new Batch(more, messages, bytes);
        }
    }

    /** A batch being written. */
    private record Write(long number, Carrier carrier, Batch batch, long dueNanos) {}

    Outgoing(Budget budget, EngineSettings settings) {
        this.budget = budget;
        this.writeNanos = settings.transferDeadline().toNanos();
    }

    void add(Packet packet) {
        waiting.add(packet);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Forgets what waits. */
    void clear() {
        waiting.clear();
    }

    /** Takes what comes next, at least one packet. */
    Batch take(int maxPackets, long maxBytes) {
        var packets = new ArrayList<Packet>(Math.min(maxPackets, waiting.size()));
        int messages = 0;
        long bytes = 0;
        long textSize = 0;
        do {
            var next = waiting.remove();
            packets.add(next);
            textSize += PacketCodec.textSize(next);
            if (next instanceof Message message) {
                messages++;
                bytes += Budget.size(message);
            }
        } while (!waiting.isEmpty()
                && packets.size() < maxPackets
                && textSize + PacketCodec.textSize(waiting.peek()) <= maxBytes);
        return new Batch(packets, messages, bytes);
    }

    /**
     * A batch begins to be written.
     *
     * @return a number for {@link #written}
     */
    long writing(Carrier carrier, Batch batch, long nowNanos) {
        lastWrite++;
        writes.add(new Write(lastWrite, carrier, batch, nowNanos + writeNanos));
        return lastWrite;
    }

    /** A batch has been written. */
    void written(long number) {
        for (var each = writes.iterator(); each.hasNext(); ) {
            var write = each.next();
            if (write.number() == number) {
                each.remove();
                budget.give(write.batch().messages(), write.batch().bytes());
            }
        }
    }

    boolean isWriting() {
        return !writes.isEmpty();
    }

    /** Whether what the carrier was given has not been written yet. */
    boolean isWriting(Carrier carrier) {
        return writes.stream().anyMatch(write -> write.carrier().equals(carrier));
    }

    /** Ends the connections of all that is being written. */
    void cut() {
        writes.forEach(write -> write.carrier().cut());
    }

    /** When the oldest batch must have been written. */
    long due() {
        return writes.isEmpty() ? Heartbeat.NEVER : writes.peek().dueNanos();
    }
}
