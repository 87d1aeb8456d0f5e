package dev.pulsegate.ecg.wfdb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Compares a record's data files with what its header says of them. */
public final class RecordCheck {
    private static final int BATCH_SAMPLES = 8_192;

    private RecordCheck() {}

    /**
     * Reads every sample of a record's open signals and compares each signal's 16-bit checksum and initial value with
     * the header. As WFDB does, samples are summed as stored, whatever the skew.
     *
     * @return what differs, one sentence each; empty if nothing does
     * @throws IOException if a file cannot be read
     */
    public static List<String> differences(WfdbRecord record) throws IOException {
        var differences = new ArrayList<String>();
        for (var file : record.files()) {
            check(file, record.frames(), differences);
        }
        return differences;
    }

    private static void check(SignalFile file, long frames, List<String> differences) throws IOException {
        var signals = file.signals();
        var frameSamples = file.frameSamples();
        var sums = new int[signals.size()];
        var initial = new int[signals.size()];
        var batchFrames = Math.max(1, BATCH_SAMPLES / frameSamples);
        var samples = new int[batchFrames * frameSamples];
        for (long first = 0; first < frames; first += batchFrames) {
            var count = (int) Math.min(batchFrames, frames - first);
            file.read(first, count, samples);
            var at = 0;
            for (var frame = 0; frame < count; frame++) {
                for (var signal = 0; signal < sums.length; signal++) {
                    if (first + frame == 0) {
                        initial[signal] = samples[at];
                    }
                    for (var i = 0; i < signals.get(signal).samplesPerFrame(); i++) {
                        sums[signal] += samples[at++];
                    }
                }
            }
        }
        for (var signal = 0; signal < sums.length; signal++) {
            var spec = signals.get(signal);
            if (!spec.hasChecksum() || frames == 0) {
                continue;
            }
            var name = "signal " + (file.firstSignal() + signal) + " of " + WfdbException.quote(spec.fileName());
            if ((short) sums[signal] != spec.checksum()) {
                differences.add(
                        name + ": checksum is " + (short) sums[signal] + ", the header says " + spec.checksum());
            }
            // Of differences the header's initial value precedes sample 0, so there is nothing to compare.
            if (!spec.format().isDifferential() && initial[signal] != spec.initialValue()) {
                differences.add(name + ": sample 0 is " + initial[signal] + ", the header says " + spec.initialValue());
            }
        }
    }
}
