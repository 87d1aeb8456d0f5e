package dev.pulsegate.ecg.synthesis;

import java.util.HashMap;
import java.util.Map;

/**
 * The model on its way through a {@link Timeline}: {@link AngularVelocity} carries the trajectory through each stretch, no
 * integration step reaches across a beat's bounds, and at each the trajectory is put back on its exact place. That keeps
 * rounding from adding up over days and makes the result independent of the sampling frequency up to the error of one
 * beat's steps. For one thread.
 */
final class Heart {

    /**
     * z forgets like a one-second low-pass: after this long a level that was off by a tenth of a millivolt is off by less
     * than a nanovolt.
     */
    private static final double SETTLING_SECONDS = 12;

    private final Body body;
    private final Timeline timeline;
    private final CardiacModel model;

    private Stretch stretch;
    private BeatShape shape;
    private double time;

    /** What is the same at all times and rates. */
    static final class Body {

        private final SynthesisParameters parameters;
        private final StandardLead[] leads;
        private final double longestStepSeconds;
        private final Map<Double, BeatShape> shapes = new HashMap<>();

        /**
         * @param leads independent leads to compute
         * @param longestStepSeconds of the integration
         */
        Body(SynthesisParameters parameters, StandardLead[] leads, double longestStepSeconds) {
            this.parameters = parameters;
            this.leads = leads;
            this.longestStepSeconds = longestStepSeconds;
        }

        private BeatShape shapeAt(HeartRate rate) {
            return shapes.computeIfAbsent(rate.meanBpm(), mean -> new BeatShape(mean, leads));
        }

        /** Forgets the shapes of rates that are no more. */
        void keepOnly(HeartRateCourse course) {
            shapes.keySet()
                    .retainAll(course.rates().stream().map(HeartRate::meanBpm).toList());
        }
    }

    /** At the R peak of a stretch, as if beats had followed each other steadily before. */
    private Heart(Body body, Timeline timeline, Stretch stretch) {
        this.body = body;
        this.timeline = timeline;
        this.stretch = stretch;
        this.time = stretch.from();
        this.shape = body.shapeAt(stretch.rhythm().rate());
        this.model = new CardiacModel(body.leads, shape.waves(), body.parameters.respirationHz());
        model.setWanderDrive(wanderDrive());
        // z' = −z + D·sin(w·t) settles to D·(sin(w·t) − w·cos(w·t)) / (1 + w²).
        double w = angularRespiration();
        double turns = body.parameters.respirationHz() * time;
        double wander = wanderDrive() * (Turns.sine(turns) - w * Turns.sine(turns + 0.25)) / (1 + w * w);
        for (int k = 0; k < body.leads.length; k++) {
            model.setZ(k, shape.steadyZ(k) + model.wanderGain(k) * wander);
        }
        place();
    }

    /** A heart at an R peak, whose levels are what the beats before it made of them: the same whoever asks. */
    static Heart at(double peak, Body body, Timeline timeline) {
        var start = timeline.at(timeline.peakFrom(peak - SETTLING_SECONDS));
        var heart = new Heart(body, timeline, start);
        heart.advanceTo(peak);
        return heart;
    }

    /** What a lead shows now, without noise. */
    double millivolts(int lead) {
        return shape.millivolts(lead, model.z(lead));
    }

    /** Goes on to a time, in seconds since sample 0. */
    void advanceTo(double target) {
        while (stretch.to() <= target) {
            integrateTo(stretch.to());
            enter(timeline.at(stretch.to()));
        }
        integrateTo(target);
    }

    private void integrateTo(double target) {
        double span = target - time;
        if (span > 0) {
            int steps = Math.max(1, (int) Math.ceil(span / body.longestStepSeconds - 1e-6));
            double step = span / steps;
            for (int i = 0; i < steps; i++) {
                model.step(time + i * step, step);
            }
        }
        time = target;
    }

    private void enter(Stretch next) {
        if (next.rhythm() != stretch.rhythm()) {
            beat(body.shapeAt(next.rhythm().rate()));
        }
        stretch = next;
        place();
    }

    /** Goes over to another beat, without a jump in the signal. */
    private void beat(BeatShape next) {
        for (int k = 0; k < body.leads.length; k++) {
            // The scale differs slightly from rate to rate; the millivolts must not jump.
            model.setZ(k, next.z(k, millivolts(k)));
        }
        shape = next;
        model.setWaves(next.waves());
        model.setWanderDrive(wanderDrive());
    }

    private void place() {
        if (stretch.beginsAtPeak()) {
            model.placeAtRPeak();
        } else {
            model.placeBetweenBeats();
        }
        model.setAngularVelocity(stretch.velocity());
    }

    /** z follows z₀ like a one-second low-pass, so the drive is larger than the amplitude wanted by √(1 + w²). */
    private double wanderDrive() {
        double w = angularRespiration();
        return shape.amplitude(body.parameters.baselineMillivolts()) * StrictMath.sqrt(1 + w * w);
    }

    private double angularRespiration() {
        return 2 * StrictMath.PI * body.parameters.respirationHz();
    }
}
