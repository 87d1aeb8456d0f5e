package dev.pulsegate.ecg.signal;

import java.time.Instant;

/**
 * Consecutive samples of every lead of a {@link PushedSource}. The arrays are handed over, not copied: whoever makes a block
 * must not write to them afterwards.
 */
public final class SampleBlock {

    private final long firstSample;
    private final Instant takenAt;
    private final double[][] millivoltsByLead;

    /**
     * @param firstSample number of the first sample, as the source counts them, from 0 or more
     * @param takenAt when the first sample was taken, by the source's clock
     * @param millivoltsByLead for each lead its samples, one or more, equally many for all; {@code NaN} where there is no
     *     valid one
     * @throws IllegalArgumentException if one of these does not hold
     */
    public SampleBlock(long firstSample, Instant takenAt, double[][] millivoltsByLead) {
        if (firstSample < 0 || millivoltsByLead.length == 0 || millivoltsByLead[0].length == 0) {
            throw new IllegalArgumentException("a block has a sample or more, numbered from 0 on");
        }
        for (var ofLead : millivoltsByLead) {
            if (ofLead.length != millivoltsByLead[0].length) {
                throw new IllegalArgumentException("a block has equally many samples of every lead");
            }
        }
        this.firstSample = firstSample;
        this.takenAt = takenAt;
        this.millivoltsByLead = millivoltsByLead;
    }

    public long firstSample() {
        return firstSample;
    }

    public Instant takenAt() {
        return takenAt;
    }

    public double[][] millivoltsByLead() {
        return millivoltsByLead;
    }

    /** How many leads there are. */
    public int leads() {
        return millivoltsByLead.length;
    }

    /** How many samples of each lead. */
    public int samples() {
        return millivoltsByLead[0].length;
    }
}
