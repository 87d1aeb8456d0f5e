package dev.pulsegate.ecg.synthesis;

import java.util.Arrays;
import java.util.List;

/**
 * The twelve standard leads as the synthesis offers them.
 *
 * <p>Lead II is the published model itself. Of the other independent leads (I and V1 to V6) each is the same model with
 * its own factor on the amplitude of each wave: a plausible picture of a normal heart (frontal axis near 53°, small R and
 * deep S in V1, transition between V3 and V4, inverted T in V1), chosen by hand and not a claim about any patient. III,
 * aVR, aVL and aVF are what Einthoven and Goldberger define from I and II, so I + III = II and aVR + aVL + aVF = 0 hold
 * for every sample, noise included.
 */
enum StandardLead {
    I("I", 0.7),
    II("II", 1),
    III("III", -1, 1),
    AVR("aVR", -0.5, -0.5),
    AVL("aVL", 1, -0.5),
    AVF("aVF", -0.5, 1),
    V1("V1", 0.8),
    V2("V2", 0.8),
    V3("V3", 0.8),
    V4("V4", 0.8),
    V5("V5", 0.8),
    V6("V6", 0.8);

    private static final List<String> NAMES =
            Arrays.stream(values()).map(lead -> lead.label).toList();

    private final String label;
    private final boolean derived;
    private final double wanderGain;
    private final double ofLeadOne;
    private final double ofLeadTwo;

    /** A lead with a model of its own. */
    StandardLead(String label, double wanderGain) {
        this.label = label;
        this.derived = false;
        this.wanderGain = wanderGain;
        this.ofLeadOne = 0;
        this.ofLeadTwo = 0;
    }

    /** A lead that is a sum of parts of I and II. */
    StandardLead(String label, double ofLeadOne, double ofLeadTwo) {
        this.label = label;
        this.derived = true;
        this.wanderGain = 0;
        this.ofLeadOne = ofLeadOne;
        this.ofLeadTwo = ofLeadTwo;
    }

    /** The usual names of the leads on offer: I, II, III, aVR, aVL, aVF, V1 … V6. */
    static List<String> names() {
        return NAMES;
    }

    static StandardLead named(String name) {
        return values()[NAMES.indexOf(name)];
    }

    /** The usual name of the lead. */
    String label() {
        return label;
    }

    /** Whether the lead is the sum of parts of I and II rather than a model of its own. */
    boolean isDerived() {
        return derived;
    }

    /** Factors on the amplitudes of P, Q, R, S and T; only of a lead with a model of its own. */
    double[] waveGains() {
        return switch (this) {
            case I -> new double[] {0.6, 0.5, 0.6, 0.5, 0.7};
            case II -> new double[] {1, 1, 1, 1, 1};
            case V1 -> new double[] {0.4, 0, 0.2, 3, -0.3};
            case V2 -> new double[] {0.5, 0, 0.4, 3.5, 1.3};
            case V3 -> new double[] {0.5, 0.2, 0.7, 2.5, 1.5};
            case V4 -> new double[] {0.5, 0.6, 1.1, 1.5, 1.4};
            case V5 -> new double[] {0.5, 0.8, 1, 0.7, 1.1};
            case V6 -> new double[] {0.5, 1, 0.8, 0.3, 0.8};
            case III, AVR, AVL, AVF -> throw new IllegalStateException(label + " is derived");
        };
    }

    /** Factor on the baseline wander. */
    double wanderGain() {
        return wanderGain;
    }

    /** A derived lead's value from those of I and II at the same instant. */
    double derive(double leadOne, double leadTwo) {
        return ofLeadOne * leadOne + ofLeadTwo * leadTwo;
    }
}
