package dev.pulsegate.ecg.synthesis;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import dev.pulsegate.ecg.signal.ClockedSource;

/**
 * An endless synthetic ECG from {@link SynthesisParameters}. A sample depends on the parameters, the course of the heart
 * rate and its own number alone, not on where reading began or how many are read at once; memory does not grow.
 *
 * <p>Beats and noise are functions of time ({@link Timeline}, {@link NoiseGenerator}). The level of a lead depends on the
 * beats before, though on none that are longer ago than some seconds. So once a minute, at an R peak, the {@link Heart} is
 * replaced by one that was brought there from a dozen seconds before: whoever begins to read begins at the last such peak,
 * and whoever has read for days goes on from the same one.
 *
 * <p>Read by one thread; {@link #follow} may be called by any.
 */
public final class SyntheticSource implements ClockedSource {

    /** Longest integration step. With it 125 Hz output is well within 2·10⁻⁴ mV of a 4 kHz solution at every rate. */
    private static final double LONGEST_STEP_SECONDS = 0.002;

    /** The heart is renewed at the first R peak of each. */
    private static final double RENEWAL_SECONDS = 60;

    private final SynthesisParameters parameters;
    private final StandardLead[] leads;
    private final int[] modelOfLead;
    private final NoiseGenerator[] noise;
    private final double[] sample;
    private final Heart.Body body;

    private final AtomicReference<HeartRateCourse> wanted;
    private volatile boolean closed;

    private long index;

    /** What is followed; null until the first sample is read. */
    private HeartRateCourse course;

    private Timeline timeline;
    private Heart heart;
    private double renewalAt;

    /** A source at sample 0, whose heart rate stays. */
    public SyntheticSource(SynthesisParameters parameters) {
        this(parameters, HeartRateCourse.of(parameters));
    }

    /** A source at sample 0 with these heart rates, whatever the parameters say of them. */
    public SyntheticSource(SynthesisParameters parameters, HeartRateCourse course) {
        this(parameters, course, LONGEST_STEP_SECONDS);
    }

    /** The same, integrated with other steps: what the default is measured against. */
    SyntheticSource(SynthesisParameters parameters, HeartRateCourse course, double longestStepSeconds) {
        this.parameters = parameters;
        this.wanted = new AtomicReference<>(course);
        leads = parameters.leads().stream().map(StandardLead::named).toArray(StandardLead[]::new);
        var independent = independentOf(leads);
        modelOfLead = new int[leads.length];
        for (int lead = 0; lead < leads.length; lead++) {
            modelOfLead[lead] = List.of(independent).indexOf(leads[lead]);
        }
        noise = Stream.of(independent)
                .map(lead -> new NoiseGenerator(parameters, lead))
                .toArray(NoiseGenerator[]::new);
        sample = new double[independent.length];
        body = new Heart.Body(parameters, independent, longestStepSeconds);
    }

    @Override
    public List<String> leads() {
        return parameters.leads();
    }

    @Override
    public double samplingFrequencyHz() {
        return parameters.samplingFrequencyHz();
    }

    /**
     * Has these heart rates from the next sample read on, as if it had had them always: without a jump where they differ in
     * what is to come only. Does nothing if it has them.
     */
    public void follow(HeartRateCourse rates) {
        wanted.set(rates);
    }

    @Override
    public void seek(long target) {
        index = target;
        course = null;
    }

    @Override
    public void read(double[][] millivoltsByLead, int count) {
        requireRoom(millivoltsByLead, count);
        if (closed) {
            throw new IllegalStateException("the source is closed");
        }
        if (!wanted.get().equals(course)) {
            begin(wanted.get());
        }
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < sample.length; k++) {
                sample[k] = heart.millivolts(k) + noise[k].at(index);
            }
            for (int lead = 0; lead < leads.length; lead++) {
                int own = modelOfLead[lead];
                // A derived lead is given with its models in the order I, II.
                millivoltsByLead[lead][i] = own >= 0 ? sample[own] : leads[lead].derive(sample[0], sample[1]);
            }
            index++;
            advanceTo(timeOf(index));
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private double timeOf(long sampleNumber) {
        return sampleNumber / parameters.samplingFrequencyHz();
    }

    /** Sample by sample from the last renewal on, as whoever has read from there on went. */
    private void begin(HeartRateCourse rates) {
        course = rates;
        body.keepOnly(rates);
        timeline = new Timeline(parameters, rates);
        double minute = Math.floor(timeOf(index) / RENEWAL_SECONDS) * RENEWAL_SECONDS;
        double renewal = timeline.peakFrom(minute);
        if (renewal > timeOf(index)) {
            minute -= RENEWAL_SECONDS;
            renewal = timeline.peakFrom(minute);
        }
        renew(renewal);
        long first = (long) Math.floor(renewal * parameters.samplingFrequencyHz());
        for (long each = first; each <= index; each++) {
            if (timeOf(each) >= renewal) {
                advanceTo(timeOf(each));
            }
        }
    }

    private void renew(double peak) {
        heart = Heart.at(peak, body, timeline);
        renewalAt = timeline.peakFrom(Math.floor(peak / RENEWAL_SECONDS) * RENEWAL_SECONDS + RENEWAL_SECONDS);
    }

    private void advanceTo(double time) {
        if (renewalAt <= time) {
            renew(renewalAt);
        }
        heart.advanceTo(time);
    }

    /** The models needed: those of the leads asked for, after I and II if a lead is derived from them. */
    private static StandardLead[] independentOf(StandardLead[] leads) {
        boolean anyDerived = Stream.of(leads).anyMatch(StandardLead::isDerived);
        var basis = anyDerived ? Stream.of(StandardLead.I, StandardLead.II) : Stream.<StandardLead>empty();
        var own = Stream.of(leads).filter(lead -> !lead.isDerived());
        return Stream.concat(basis, own).distinct().toArray(StandardLead[]::new);
    }

    private void requireRoom(double[][] millivoltsByLead, int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count must not be negative: " + count);
        }
        if (millivoltsByLead.length != leads.length) {
            throw new IllegalArgumentException(
                    "needs one array for each of " + leads.length + " leads, not " + millivoltsByLead.length);
        }
        for (var samples : millivoltsByLead) {
            if (samples.length < count) {
                throw new IllegalArgumentException(
                        "every array must hold " + count + " samples, not " + samples.length);
            }
        }
    }
}
