package dev.pulsegate.ecg.replay;

import dev.pulsegate.ecg.signal.Resampler;

/** Samples of one lead on their way from the record to the reader: scaled to millivolts, resampled, waiting. */
final class LeadQueue {
    private final int signal;
    private final double millivoltsPerUnit;
    /** Null where samples pass as they are. */
    private final Resampler resampler;

    private double[] resampled = new double[0];
    private double[] waiting = new double[1_024];
    private int head;
    private int size;

    LeadQueue(int signal, double millivoltsPerUnit, Resampler resampler) {
        this.signal = signal;
        this.millivoltsPerUnit = millivoltsPerUnit;
        this.resampler = resampler;
    }

    /** The record's signal this lead is. */
    int signal() {
        return signal;
    }

    /** Samples waiting. */
    int size() {
        return size;
    }

    /** Takes samples in the signal's own units; the array is scratch and its content is lost. */
    void put(double[] samples, int count) {
        for (var i = 0; i < count; i++) {
            samples[i] *= millivoltsPerUnit;
        }
        if (resampler == null) {
            append(samples, count);
            return;
        }
        if (resampled.length < resampler.maxOutput(count)) {
            resampled = new double[resampler.maxOutput(count)];
        }
        append(resampled, resampler.process(samples, count, resampled));
    }

    /** Moves samples to the reader. */
    void take(double[] target, int offset, int count) {
        System.arraycopy(waiting, head, target, offset, count);
        head += count;
        size -= count;
    }

    private void append(double[] samples, int count) {
        if (head + size + count > waiting.length) {
            var roomier = size + count > waiting.length ? new double[size + count] : waiting;
            System.arraycopy(waiting, head, roomier, 0, size);
            waiting = roomier;
            head = 0;
        }
        System.arraycopy(samples, 0, waiting, head + size, count);
        size += count;
    }
}
