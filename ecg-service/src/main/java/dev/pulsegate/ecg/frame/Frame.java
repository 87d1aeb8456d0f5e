package dev.pulsegate.ecg.frame;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A stretch of consecutive samples of one or more leads of a stream.
 *
 * <p>The arrays are handed over, not copied: whoever makes a frame must not write to them afterwards.
 */
public final class Frame {

    /** Most samples of a lead in one frame. */
    public static final int MAX_SAMPLES = 65_535;

    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final String streamId;
    private final long seq;
    private final long firstSample;
    private final double samplingFrequencyHz;
    private final Instant timestamp;
    private final List<String> leads;
    private final int[] leadIndexes;
    private final double[][] millivolts;

    /**
     * A frame with every lead of its stream.
     *
     * @param seq number of the frame in its rendition, counted from 0
     * @param firstSample number of the first sample since the stream began, counted from 0
     * @param samplingFrequencyHz samples a second, positive
     * @param timestamp when the first sample was taken; written with milliseconds, in the years 0 to 9999
     * @param leads names of the leads, at least one, each once
     * @param millivolts for each lead its samples, 1 to {@link #MAX_SAMPLES}, equally many for all; not finite means no
     *     valid sample
     * @throws IllegalArgumentException if one of these does not hold
     */
    public Frame(
            String streamId,
            long seq,
            long firstSample,
            double samplingFrequencyHz,
            Instant timestamp,
            List<String> leads,
            double[][] millivolts) {
        this(streamId, seq, firstSample, samplingFrequencyHz, timestamp, leads, firstIndexes(leads.size()), millivolts);
    }

    Frame(
            String streamId,
            long seq,
            long firstSample,
            double samplingFrequencyHz,
            Instant timestamp,
            List<String> leads,
            int[] leadIndexes,
            double[][] millivolts) {
        require(seq >= 0, "seq must not be negative");
        require(firstSample >= 0, "the first sample's number must not be negative");
        require(
                samplingFrequencyHz > 0 && samplingFrequencyHz <= 1e6,
                "the sampling frequency must be above 0 and at most 1 MHz");
        require(!timestamp.isBefore(EARLIEST) && !timestamp.isAfter(LATEST), "the year must be from 0 to 9999");
        require(!leads.isEmpty() && leads.size() <= 65_535, "a frame has 1 to 65535 leads");
        require(leads.stream().distinct().count() == leads.size(), "each lead may be in a frame once");
        require(millivolts.length == leads.size(), "a frame needs samples for each of its leads");
        int samples = millivolts[0].length;
        require(samples >= 1 && samples <= MAX_SAMPLES, "a frame has 1 to 65535 samples of a lead");
        for (var ofLead : millivolts) {
            require(ofLead.length == samples, "a frame has equally many samples of every lead");
        }
        this.streamId = streamId;
        this.seq = seq;
        this.firstSample = firstSample;
        this.samplingFrequencyHz = samplingFrequencyHz;
        this.timestamp = timestamp;
        this.leads = List.copyOf(leads);
        this.leadIndexes = leadIndexes;
        this.millivolts = millivolts;
    }

    /**
     * The same frame with some of its leads, in the order given. Shares the samples.
     *
     * @throws IllegalArgumentException if a lead is not in this frame, is named twice, or none is named
     */
    public Frame select(List<String> selected) {
        var indexes = new int[selected.size()];
        var samples = new double[selected.size()][];
        for (int i = 0; i < indexes.length; i++) {
            int at = leads.indexOf(selected.get(i));
            require(at >= 0, "the frame has no such lead");
            indexes[i] = leadIndexes[at];
            samples[i] = millivolts[at];
        }
        return new Frame(streamId, seq, firstSample, samplingFrequencyHz, timestamp, selected, indexes, samples);
    }

    public String streamId() {
        return streamId;
    }

    /** Number of the frame in its rendition, counted from 0. */
    public long seq() {
        return seq;
    }

    /** Number of the first sample since the stream began, counted from 0. */
    public long firstSample() {
        return firstSample;
    }

    public double samplingFrequencyHz() {
        return samplingFrequencyHz;
    }

    /** When the first sample was taken. */
    public Instant timestamp() {
        return timestamp;
    }

    /** Names of the leads in this frame. */
    public List<String> leads() {
        return leads;
    }

    /** Position of a lead of this frame among all leads of the stream, counted from 0. */
    public int leadIndex(int lead) {
        return leadIndexes[lead];
    }

    /** Samples of each lead. */
    public int sampleCount() {
        return millivolts[0].length;
    }

    /** One sample in millivolts; not finite where there is no valid one. */
    public double millivolts(int lead, int sample) {
        return millivolts[lead][sample];
    }

    private static int[] firstIndexes(int count) {
        var indexes = new int[count];
        Arrays.setAll(indexes, i -> i);
        return indexes;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
