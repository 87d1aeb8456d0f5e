package dev.pulsegate.socketio.engine;

import java.util.List;

/** How much waits for one client, and how much may. Used by any thread. */
final class Budget {

    private final int maxPackets;
    private final long maxBytes;

    private int packets;
    private long bytes;

    Budget(EngineSettings settings) {
        this.maxPackets = settings.maxQueuedPackets();
        this.maxBytes = settings.maxQueuedBytes();
    }

    /** How many bytes a message counts for. */
    static long size(Message message) {
        return switch (message) {
            case Message.Text text -> Utf8.length(text.text());
            case Message.Binary binary -> binary.bytes().length;
        };
    }

    /** Takes room for messages; false if there is not enough. Where nothing waits there always is. */
    boolean take(List<Message> messages) {
        return take(messages.size(), messages.stream().mapToLong(Budget::size).sum());
    }

    private synchronized boolean take(int morePackets, long moreBytes) {
        if (packets > 0 && (packets + morePackets > maxPackets || bytes + moreBytes > maxBytes)) {
            return false;
        }
        packets += morePackets;
        bytes += moreBytes;
        return true;
    }

    /** Gives back the room of messages that have left. */
    synchronized void give(int fewerPackets, long fewerBytes) {
        packets -= fewerPackets;
        bytes -= fewerBytes;
    }
}
