package dev.pulsegate.gateway.queue;

import java.util.List;

/** Is told of everything this process does to requests, after it was committed. Must not block. */
@FunctionalInterface
public interface QueueListener {

    /** A transaction's changes; there may be none. */
    void changed(List<Change> changes);
}
