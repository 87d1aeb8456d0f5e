package dev.pulsegate.worker;

import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

import dev.pulsegate.worker.connection.GatewayAddress;
import dev.pulsegate.worker.connection.Pause;
import dev.pulsegate.worker.handler.Handler;
import dev.pulsegate.workerprotocol.WorkerMessage;

/**
 * All a worker client is built from.
 *
 * @param gateway where the gateway is
 * @param accessKey the access key, or null for none; never to be logged
 * @param registration what it registers as
 * @param handler answers requests
 * @param listener hears what happens
 * @param stopWhenRefused whether a refusal ends it
 * @param drainLimit how long draining may take
 * @param silenceLimit how long the gateway may be silent before the connection is given up
 * @param pause how it waits before trying again
 * @param random makes waits random
 * @param clock tells when tokens end
 */
record WorkerSettings(
        GatewayAddress gateway,
        String accessKey,
        WorkerMessage.Register registration,
        Handler handler,
        WorkerListener listener,
        boolean stopWhenRefused,
        Duration drainLimit,
        Duration silenceLimit,
        Pause pause,
        RandomGenerator random,
        InstantSource clock) {

    /** Gives nothing of the key away. */
    @Override
    public String toString() {
        return "WorkerSettings[" + gateway + ", " + registration + "]";
    }
}
