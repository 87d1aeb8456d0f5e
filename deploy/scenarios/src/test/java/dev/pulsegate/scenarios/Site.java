package dev.pulsegate.scenarios;

import java.net.URI;
import java.util.List;

import dev.pulsegate.testkit.trace.TraceCollector;

/**
 * A PulseGate that runs, however it is put together.
 *
 * @param address where people, workers and devices reach it
 * @param gateways where each space-gateway answers by itself, so that who submits, who works and who watches are at
 *     different ones for certain; where there is one process, its address
 * @param collector gets its traces
 */
record Site(URI address, List<URI> gateways, TraceCollector collector) {

    /** Whether there is one process: a prototype's page keeps its sign-in up only there, see decision 0014. */
    boolean isOneProcess() {
        return gateways.equals(List.of(address));
    }

    /** One of the gateways; there is a next one to the last. */
    URI gateway(int which) {
        return gateways.get(which % gateways.size());
    }
}
