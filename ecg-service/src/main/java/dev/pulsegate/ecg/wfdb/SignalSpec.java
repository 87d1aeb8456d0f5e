package dev.pulsegate.ecg.wfdb;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One signal line of a header, after header(5) of the WFDB Applications Guide, with the defaults filled in.
 *
 * @param fileName the data file, a plain name in the header's folder
 * @param format how the file packs samples
 * @param samplesPerFrame samples of this signal in each frame, at least 1
 * @param skewFrames frames by which this signal's samples come late in the file, 0 or more
 * @param byteOffset bytes of the file before its first sample
 * @param gain ADC units per physical unit, never 0
 * @param calibrated false where the header states no gain, so that the default of 200 is only a guess
 * @param baseline the ADC value that means 0 physical units
 * @param units the physical unit, without spaces
 * @param adcResolutionBits bits of the ADC
 * @param adcZero the ADC value in the middle of its range
 * @param initialValue the value of sample 0; where differences are stored, the value before it
 * @param hasChecksum whether the header states a checksum, and so an initial value
 * @param checksum the low 16 bits of the sum of all samples, signed
 * @param blockSize bytes in which a special file must be read, 0 for an ordinary one; kept, not used
 * @param description what the signal is, for an ECG the lead
 */
public record SignalSpec(
        String fileName,
        SignalFormat format,
        int samplesPerFrame,
        int skewFrames,
        long byteOffset,
        double gain,
        boolean calibrated,
        int baseline,
        String units,
        int adcResolutionBits,
        int adcZero,
        int initialValue,
        boolean hasChecksum,
        int checksum,
        int blockSize,
        String description) {

    /** The gain assumed where a header states none, in ADC units per millivolt. */
    public static final double DEFAULT_GAIN = 200;

    /** A digital value in physical units: {@code (digital - baseline) / gain}, or NaN for {@link WfdbRecord#NO_SAMPLE}. */
    public double toPhysical(int digital) {
        return digital == WfdbRecord.NO_SAMPLE ? Double.NaN : ((double) digital - baseline) / gain;
    }

    /** Millivolts in one physical unit, empty if the unit is not one of voltage. */
    public OptionalDouble millivoltsPerUnit() {
        return switch (units.toLowerCase(Locale.ROOT)) {
            case "mv" -> OptionalDouble.of(1);
            case "v" -> OptionalDouble.of(1_000);
            // The micro sign and the Greek letter mu look alike and are both in use.
            case "uv", "\u00b5v", "\u03bcv" -> OptionalDouble.of(0.001);
            default -> OptionalDouble.empty();
        };
    }
}
