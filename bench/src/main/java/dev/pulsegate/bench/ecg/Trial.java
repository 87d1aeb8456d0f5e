package dev.pulsegate.bench.ecg;

import java.time.Duration;

import dev.pulsegate.bench.load.Tally;

/**
 * One window on one server.
 *
 * @param viewers viewers that were to connect and read
 * @param tally what they saw
 * @param generatorCpu CPU time of the load generator's selector threads in the window
 * @param usage what the server used, or null where it could not be seen
 */
record Trial(String server, int viewers, Duration window, Tally tally, Duration generatorCpu, Usage usage) {

    /**
     * What a server used.
     *
     * @param cpu CPU time in the window
     * @param residentBytes physical memory above what it held without viewers, each after a garbage collection
     * @param heapBytes reachable objects on the heap above those without viewers
     */
    record Usage(Duration cpu, long residentBytes, long heapBytes) {}
}
