package dev.pulsegate.ecg.synthesis;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import dev.pulsegate.ecg.signal.ClockedSource;

/**
 * An endless synthetic ECG from {@link SynthesisParameters}. Samples depend on the parameters alone, not on how many are
 * read at once; memory does not grow.
 *
 * <p>Each R peak takes the length of the interval that follows it from the {@link Tachogram}, and {@link AngularVelocity}
 * carries the trajectory through it. So the instants of the R peaks are known exactly: no integration step reaches across
 * one, and at each the trajectory is put back on its exact place. That keeps rounding from adding up over days and makes
 * the result independent of the sampling frequency up to the error of one beat's steps.
 *
 * <p>Read by one thread; {@link #changeHeartRate} may come from any.
 */
public final class SyntheticSource implements ClockedSource {

    /** Longest integration step. With it 125 Hz output is well within 2·10⁻⁴ mV of a 4 kHz solution at every rate. */
    private static final double LONGEST_STEP_SECONDS = 0.002;

    private record Rhythm(Tachogram tachogram, BeatShape shape) {}

    private record HeartRate(double meanBpm, double sdBpm) {}

    private final SynthesisParameters parameters;
    private final double longestStepSeconds;
    private final StandardLead[] leads;
    private final StandardLead[] independent;
    private final int[] modelOfLead;
    private final NoiseGenerator[] noise;
    private final double[] sample;
    private final CardiacModel model;

    private Rhythm rhythm;
    private final AtomicReference<Rhythm> requested = new AtomicReference<>();
    private volatile HeartRate heartRate;
    private volatile boolean closed;

    private long index;
    private double time;
    private double rrSeconds;
    private double rrSecondsToCome;
    private AngularVelocity velocity;
    private boolean wasBeforeRPeak = true;

    /** A source at its first sample, in steady state between two beats. */
    public SyntheticSource(SynthesisParameters parameters) {
        this(parameters, LONGEST_STEP_SECONDS);
    }

    /** The same, integrated with other steps: what the default is measured against. */
    SyntheticSource(SynthesisParameters parameters, double longestStepSeconds) {
        this.parameters = parameters;
        this.longestStepSeconds = longestStepSeconds;
        leads = parameters.leads().stream().map(StandardLead::named).toArray(StandardLead[]::new);
        independent = independentOf(leads);
        modelOfLead = new int[leads.length];
        for (int lead = 0; lead < leads.length; lead++) {
            modelOfLead[lead] = List.of(independent).indexOf(leads[lead]);
        }
        noise = Stream.of(independent)
                .map(lead -> new NoiseGenerator(parameters, lead))
                .toArray(NoiseGenerator[]::new);
        sample = new double[independent.length];
        rhythm = rhythmAt(parameters.heartRateBpm(), parameters.heartRateSdBpm());
        heartRate = new HeartRate(parameters.heartRateBpm(), parameters.heartRateSdBpm());
        model = new CardiacModel(independent, rhythm.shape().waves(), parameters.respirationHz());
        beginInSteadyState();
    }

    /** What the source was made with. A later {@link #changeHeartRate} is not in it. */
    public SynthesisParameters parameters() {
        return parameters;
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
     * Goes over to another heart rate where the beat under way ends, without a jump in the signal. May be called while
     * another thread reads; of several calls within one beat the last counts. Samples then also depend on when it came.
     *
     * @param meanBpm mean, 20 to 300 beats a minute
     * @param sdBpm standard deviation, 0 to a fifth of the mean, in beats a minute
     * @throws InvalidParametersException if one is out of range
     */
    public void changeHeartRate(double meanBpm, double sdBpm) {
        SynthesisParameters.requireHeartRate(meanBpm, sdBpm);
        requested.set(rhythmAt(meanBpm, sdBpm));
        heartRate = new HeartRate(meanBpm, sdBpm);
    }

    /** Whether this is its heart rate, or the one it is about to go over to. */
    public boolean hasHeartRate(double meanBpm, double sdBpm) {
        return heartRate.equals(new HeartRate(meanBpm, sdBpm));
    }

    @Override
    public void read(double[][] millivoltsByLead, int count) {
        requireRoom(millivoltsByLead, count);
        if (closed) {
            throw new IllegalStateException("the source is closed");
        }
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < independent.length; k++) {
                sample[k] = rhythm.shape().millivolts(k, model.z(k)) + noise[k].next(index);
            }
            for (int lead = 0; lead < leads.length; lead++) {
                int own = modelOfLead[lead];
                // A derived lead is given with its models in the order I, II.
                millivoltsByLead[lead][i] = own >= 0 ? sample[own] : leads[lead].derive(sample[0], sample[1]);
            }
            index++;
            advanceTo(index / parameters.samplingFrequencyHz());
            takeOverWhereBeatEnds();
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private void advanceTo(double target) {
        while (velocity.endTime() <= target) {
            integrateTo(velocity.endTime());
            beginInterval();
        }
        integrateTo(target);
    }

    private void integrateTo(double target) {
        double span = target - time;
        if (span > 0) {
            int steps = Math.max(1, (int) Math.ceil(span / longestStepSeconds - 1e-6));
            double step = span / steps;
            for (int i = 0; i < steps; i++) {
                model.step(time + i * step, step);
            }
        }
        time = target;
    }

    /** At an R peak: the RR interval from here to the next one. */
    private void beginInterval() {
        model.placeAtRPeak();
        double rrBefore = rrSeconds;
        rrSeconds = rrSecondsToCome;
        rrSecondsToCome = rhythm.tachogram().rrSeconds(time + rrSeconds);
        move(2 * StrictMath.PI, rrSeconds, AngularVelocity.atPeakBetween(rrBefore, rrSeconds));
    }

    /** Between two beats, where no wave is under way: the second half of an RR interval at a new rhythm. */
    private void beginHalfInterval() {
        model.placeBetweenBeats();
        rrSeconds = rhythm.tachogram().rrSeconds(time);
        rrSecondsToCome = rhythm.tachogram().rrSeconds(time + rrSeconds / 2);
        move(StrictMath.PI, rrSeconds / 2, 2 * StrictMath.PI / rrSeconds);
    }

    private void move(double angle, double seconds, double speedAtStart) {
        double speedAtEnd = AngularVelocity.atPeakBetween(rrSeconds, rrSecondsToCome);
        velocity = new AngularVelocity(time, seconds, angle, speedAtStart, speedAtEnd);
        model.setAngularVelocity(velocity);
    }

    private void takeOverWhereBeatEnds() {
        boolean beatEnds = model.isBeforeRPeak() && !wasBeforeRPeak;
        wasBeforeRPeak = model.isBeforeRPeak();
        var change = beatEnds ? requested.getAndSet(null) : null;
        if (change != null) {
            for (int k = 0; k < independent.length; k++) {
                // The scale differs slightly from rate to rate; the millivolts must not jump.
                model.setZ(k, change.shape().z(k, rhythm.shape().millivolts(k, model.z(k))));
            }
            rhythm = change;
            model.setWaves(rhythm.shape().waves());
            model.setWanderDrive(wanderDrive());
            beginHalfInterval();
        }
    }

    /** Without this the first seconds would show the model settling from an arbitrary level. */
    private void beginInSteadyState() {
        model.setWanderDrive(wanderDrive());
        // z' = −z + D·sin(w·t) settles to D·(sin(w·t) − w·cos(w·t)) / (1 + w²).
        double w = 2 * StrictMath.PI * parameters.respirationHz();
        double wanderAtStart = -wanderDrive() * w / (1 + w * w);
        for (int k = 0; k < independent.length; k++) {
            model.setZ(k, rhythm.shape().steadyZ(k) + model.wanderGain(k) * wanderAtStart);
        }
        beginHalfInterval();
    }

    /** z follows z₀ like a one-second low-pass, so the drive is larger than the amplitude wanted by √(1 + w²). */
    private double wanderDrive() {
        double w = 2 * StrictMath.PI * parameters.respirationHz();
        return rhythm.shape().amplitude(parameters.baselineMillivolts()) * StrictMath.sqrt(1 + w * w);
    }

    private Rhythm rhythmAt(double meanBpm, double sdBpm) {
        var tachogram =
                new Tachogram(meanBpm, sdBpm, parameters.lfHfRatio(), parameters.respirationHz(), parameters.seed());
        return new Rhythm(tachogram, new BeatShape(meanBpm, independent));
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
