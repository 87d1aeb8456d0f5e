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

    /** Samples still to come from the record that are not needed. */
    private long unneeded;

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

    /**
     * Goes to a sample, which is the next to be taken out: to be called before any is put in.
     *
     * @return the number of the signal's sample that is needed first
     */
    long seek(long sample) {
        return resampler == null ? sample : resampler.seek(sample);
    }

    /** Lets so many samples of the signal pass, which come before the first that is needed. */
    void passOver(long samples) {
        unneeded = samples;
    }

    /** Takes samples in the signal's own units; the array is scratch and its content is lost. */
    void put(double[] samples, int count) {
        var passed = (int) Math.min(unneeded, count);
        unneeded -= passed;
        var needed = count - passed;
        for (var i = 0; i < needed; i++) {
            samples[i] = samples[passed + i] * millivoltsPerUnit;
        }
        if (resampler == null) {
            append(samples, needed);
            return;
        }
        if (resampled.length < resampler.maxOutput(needed)) {
            resampled = new double[resampler.maxOutput(needed)];
        }
        append(resampled, resampler.process(samples, needed, resampled));
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
