package dev.pulsegate.ecg.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;

import dev.pulsegate.ecg.wfdb.SignalSpec;
import dev.pulsegate.ecg.wfdb.WfdbHeader;

/**
 * A signal of a record that can be shown as a lead: one with a unit of voltage, at a sampling frequency an ECG can have
 * (which leaves out trends such as the ST level once a minute).
 *
 * @param signal its number in the record
 * @param name its description, with a number added where another lead has the same
 * @param samplingFrequencyHz its samples a second
 * @param millivoltsPerUnit from its unit to millivolts
 */
record LeadSignal(int signal, String name, double samplingFrequencyHz, double millivoltsPerUnit) {

    private static final double MIN_FREQUENCY_HZ = 50;
    private static final double MAX_FREQUENCY_HZ = 50_000;

    /** Whether a signal can be a lead. */
    static boolean isLead(WfdbHeader header, SignalSpec signal) {
        var hz = header.samplingFrequencyHz() * signal.samplesPerFrame();
        return signal.millivoltsPerUnit().isPresent() && hz >= MIN_FREQUENCY_HZ && hz <= MAX_FREQUENCY_HZ;
    }

    /** The leads of a record, of those signals that are there. */
    static List<LeadSignal> of(WfdbHeader header, Predicate<SignalSpec> available) {
        var leads = new ArrayList<LeadSignal>();
        var timesSeen = new HashMap<String, Integer>();
        for (var signal = 0; signal < header.signals().size(); signal++) {
            var spec = header.signals().get(signal);
            if (isLead(header, spec) && available.test(spec)) {
                var seen = timesSeen.merge(spec.description(), 1, Integer::sum);
                leads.add(new LeadSignal(
                        signal,
                        seen == 1 ? spec.description() : spec.description() + " (" + seen + ")",
                        header.samplingFrequencyHz() * spec.samplesPerFrame(),
                        spec.millivoltsPerUnit().getAsDouble()));
            }
        }
        return leads;
    }

    /** The frequency at which leads of one record are replayed unless another is asked for: the highest of theirs. */
    static double highestFrequencyHz(List<LeadSignal> leads) {
        return leads.stream().mapToDouble(LeadSignal::samplingFrequencyHz).max().orElseThrow();
    }
}
