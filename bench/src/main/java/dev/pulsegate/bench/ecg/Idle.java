package dev.pulsegate.bench.ecg;

/**
 * A server without viewers, after it was warmed up; all 0 where it could not be looked into.
 *
 * @param cpuCores CPU cores it keeps busy
 * @param residentBytes physical memory it holds, after a garbage collection
 * @param heapBytes reachable objects on its heap
 */
record Idle(String server, double cpuCores, long residentBytes, long heapBytes) {}
