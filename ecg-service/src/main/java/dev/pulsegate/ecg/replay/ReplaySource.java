package dev.pulsegate.ecg.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.pulsegate.ecg.signal.ClockedSource;
import dev.pulsegate.ecg.signal.Resampler;
import dev.pulsegate.ecg.signal.ResamplingFilter;
import dev.pulsegate.ecg.wfdb.RecordFiles;
import dev.pulsegate.ecg.wfdb.WfdbRecord;

/**
 * Replays the ECG leads of a record without end: its first sample follows its last.
 *
 * <p>At the record's own sampling frequency the samples are exactly the file's, in millivolts. At another one they are
 * resampled (see {@link Resampler}), as is a lead recorded at a lower frequency than the rest. Nothing smooths the seam:
 * where the record's end and beginning do not meet there is a step, and when resampling, the low-pass spreads that step as
 * it would one inside the record. The resampled loop is not restarted at the seam, so its beats keep their true distance
 * and a turn of the loop need not be a whole number of output samples.
 *
 * <p>Memory does not grow with the record. For one thread at a time.
 */
public final class ReplaySource implements ClockedSource {
    private static final int BATCH_SAMPLES = 4_096;

    private final WfdbRecord record;
    private final List<LeadSignal> leads;
    private final double samplingFrequencyHz;

    /** By the lead's own sampling frequency. */
    private final Map<Double, ResamplingFilter> filters = new HashMap<>();

    private List<LeadQueue> queues;
    private final double[][] batch;
    private final int batchFrames;
    private long nextFrame;
    private boolean closed;

    private ReplaySource(WfdbRecord record, List<LeadSignal> leads, double samplingFrequencyHz) {
        this.record = record;
        this.leads = leads;
        this.samplingFrequencyHz = samplingFrequencyHz;
        this.queues = queues();
        this.batch = new double[record.header().signals().size()][];
        var frameSamples = 0;
        for (var lead : leads) {
            frameSamples += samplesPerFrame(lead.signal());
        }
        this.batchFrames = (int) Math.clamp(BATCH_SAMPLES / frameSamples, 1, record.frames());
        for (var lead : leads) {
            batch[lead.signal()] = new double[batchFrames * samplesPerFrame(lead.signal())];
        }
    }

    /**
     * Opens a record for replay at its own sampling frequency.
     *
     * @param headerName the header's name in {@code files}, such as {@code mitdb/208.hea}
     * @throws dev.pulsegate.ecg.wfdb.WfdbException if the record is broken, empty or has no ECG lead
     * @throws IOException if it cannot be read
     */
    public static ReplaySource open(RecordFiles files, String headerName) throws IOException {
        var replayable = Replayable.open(files, headerName);
        return of(replayable, LeadSignal.highestFrequencyHz(replayable.leads()));
    }

    /**
     * Opens a record for replay at a sampling frequency of the caller's choice.
     *
     * @param headerName the header's name in {@code files}, such as {@code mitdb/208.hea}
     * @param samplingFrequencyHz samples a second wanted
     * @throws dev.pulsegate.ecg.wfdb.WfdbException if the record is broken, empty or has no ECG lead
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if the frequency is out of range for {@link ResamplingFilter}
     */
    public static ReplaySource open(RecordFiles files, String headerName, double samplingFrequencyHz)
            throws IOException {
        return of(Replayable.open(files, headerName), samplingFrequencyHz);
    }

    private static ReplaySource of(Replayable replayable, double samplingFrequencyHz) throws IOException {
        try {
            return new ReplaySource(replayable.record(), replayable.leads(), samplingFrequencyHz);
        } catch (RuntimeException e) {
            replayable.record().close();
            throw e;
        }
    }

    @Override
    public List<String> leads() {
        return leads.stream().map(LeadSignal::name).toList();
    }

    @Override
    public double samplingFrequencyHz() {
        return samplingFrequencyHz;
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if the record's file has changed or can no longer be read
     */
    @Override
    public void read(double[][] millivoltsByLead, int count) {
        if (closed) {
            throw new IllegalStateException("the source is closed");
        }
        requireRoom(millivoltsByLead, count);
        var done = 0;
        while (done < count) {
            var ready = queues.stream().mapToInt(LeadQueue::size).min().orElseThrow();
            var taken = Math.min(ready, count - done);
            for (var lead = 0; lead < queues.size(); lead++) {
                queues.get(lead).take(millivoltsByLead[lead], done, taken);
            }
            done += taken;
            if (done < count) {
                readOn();
            }
        }
    }

    private void requireRoom(double[][] millivoltsByLead, int count) {
        if (count < 0 || millivoltsByLead.length != leads.size()) {
            throw new IllegalArgumentException("expected arrays for " + leads.size() + " leads and a count, got "
                    + millivoltsByLead.length + " arrays and " + count);
        }
        for (var samples : millivoltsByLead) {
            if (samples.length < count) {
                throw new IllegalArgumentException("an array of " + samples.length + " cannot take " + count);
            }
        }
    }

    @Override
    public void seek(long sample) {
        queues = queues();
        var needed = queues.stream().mapToLong(queue -> queue.seek(sample)).toArray();
        var frame = Long.MAX_VALUE;
        for (var lead = 0; lead < needed.length; lead++) {
            frame = Math.min(
                    frame, needed[lead] / samplesPerFrame(queues.get(lead).signal()));
        }
        for (var lead = 0; lead < needed.length; lead++) {
            var queue = queues.get(lead);
            queue.passOver(needed[lead] - frame * samplesPerFrame(queue.signal()));
        }
        nextFrame = frame % record.frames();
    }

    /** Moves the next frames of the record into the queues. */
    private void readOn() {
        var frames = (int) Math.min(batchFrames, record.frames() - nextFrame);
        try {
            record.readPhysical(nextFrame, frames, batch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        nextFrame = (nextFrame + frames) % record.frames();
        for (var queue : queues) {
            queue.put(batch[queue.signal()], frames * samplesPerFrame(queue.signal()));
        }
    }

    private int samplesPerFrame(int signal) {
        return record.header().signals().get(signal).samplesPerFrame();
    }

    @Override
    public void close() {
        closed = true;
        try {
            record.close();
        } catch (IOException e) {
            // Read-only files: nothing is lost, and there is nothing a caller could do.
        }
    }

    private List<LeadQueue> queues() {
        return leads.stream()
                .map(lead -> {
                    var filter = lead.samplingFrequencyHz() == samplingFrequencyHz
                            ? null
                            : filters.computeIfAbsent(
                                    lead.samplingFrequencyHz(), hz -> new ResamplingFilter(hz, samplingFrequencyHz));
                    return new LeadQueue(
                            lead.signal(), lead.millivoltsPerUnit(), filter == null ? null : new Resampler(filter));
                })
                .toList();
    }
}
