package dev.pulsegate.ecg.wfdb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the first differences of a format 8 file into samples. A sample is the sum of all differences before it, so the
 * sums are noted at intervals on the way through the file; going back continues from the nearest note. The number of
 * notes is bounded.
 */
final class DifferenceSums {
    private static final int MIN_INTERVAL_FRAMES = 4_096;
    private static final int MAX_NOTES = 16_384;

    private final SignalFile file;
    private final int[] signalOfSample;
    private final long intervalFrames;
    /** Note {@code i} holds each signal's value just before frame {@code i * intervalFrames}. */
    private final List<int[]> notes = new ArrayList<>();

    private int[] values;
    private long nextFrame;

    DifferenceSums(SignalFile file, List<SignalSpec> signals, long frames) {
        this.file = file;
        this.signalOfSample = new int[file.frameSamples()];
        this.intervalFrames = Math.max(MIN_INTERVAL_FRAMES, frames / MAX_NOTES + 1);
        var sample = 0;
        for (var signal = 0; signal < signals.size(); signal++) {
            for (var i = 0; i < signals.get(signal).samplesPerFrame(); i++) {
                signalOfSample[sample++] = signal;
            }
        }
        notes.add(signals.stream().mapToInt(SignalSpec::initialValue).toArray());
        seek(0);
    }

    void read(long firstFrame, int frames, int[] samples) throws IOException {
        if (firstFrame < nextFrame || firstFrame >= nextFrame + intervalFrames) {
            seek(firstFrame);
        }
        while (nextFrame < firstFrame) {
            var batch = (int) Math.min(firstFrame - nextFrame, Math.max(1, frames));
            add(batch, samples);
        }
        add(frames, samples);
    }

    private void seek(long frame) {
        var note = (int) Math.min(frame / intervalFrames, notes.size() - 1);
        values = notes.get(note).clone();
        nextFrame = note * intervalFrames;
    }

    private void add(int frames, int[] samples) throws IOException {
        file.unpack(nextFrame, frames, samples);
        for (var frame = 0; frame < frames; frame++) {
            if (nextFrame == notes.size() * intervalFrames) {
                notes.add(values.clone());
            }
            for (var i = 0; i < signalOfSample.length; i++) {
                var at = frame * signalOfSample.length + i;
                samples[at] = values[signalOfSample[i]] += samples[at];
            }
            nextFrame++;
        }
    }
}
