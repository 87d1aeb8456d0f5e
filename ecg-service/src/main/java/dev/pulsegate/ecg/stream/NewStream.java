package dev.pulsegate.ecg.stream;

import java.util.List;
import java.util.function.IntSupplier;
import jakarta.validation.constraints.Size;

import dev.pulsegate.platform.input.OneLine;

/**
 * A stream somebody asks for; what is left out has a default. The ranges are those of
 * {@link dev.pulsegate.ecg.synthesis.SynthesisParameters}.
 *
 * @param kind where the samples come from; synthetic unless said
 * @param title a name for people
 * @param persistent whether it is computed while nobody watches
 * @param recording for a replay: the id of the record, by the name it has in JSON
 * @param samplingFrequencyHz samples a second; for a replay its record's own unless said
 * @param heartRateBpm mean heart rate
 * @param heartRateSdBpm its standard deviation
 * @param lfHfRatio low over high frequency power of the RR intervals
 * @param respirationHz respiratory frequency
 * @param baselineMillivolts amplitude of the baseline wander
 * @param mainsMillivolts amplitude of the mains interference
 * @param mainsFrequencyHz 50 or 60
 * @param muscleMillivolts root mean square of the muscle noise
 * @param seed what the chance in it begins from; one of our choosing unless said
 * @param leads which leads, of the standard twelve; II unless said
 */
public record NewStream(
        StreamKind kind,

        @Size(max = 100) @OneLine String title,

        boolean persistent,
        @Size(max = 200) String recording,
        Double samplingFrequencyHz,
        Double heartRateBpm,
        Double heartRateSdBpm,
        Double lfHfRatio,
        Double respirationHz,
        Double baselineMillivolts,
        Double mainsMillivolts,
        Double mainsFrequencyHz,
        Double muscleMillivolts,
        Long seed,
        @Size(max = 12) List<@Size(max = 16) String> leads) {

    /** The same with a seed, where it is synthetic and has none: asked for again it is the same stream. */
    NewStream withSeed(IntSupplier seeds) {
        return seed != null || kind == StreamKind.REPLAY
                ? this
                : with((long) seeds.getAsInt(), heartRateBpm, heartRateSdBpm);
    }

    /** The same at another heart rate. */
    NewStream withHeartRate(double meanBpm, double sdBpm) {
        return with(seed, meanBpm, sdBpm);
    }

    private NewStream with(Long newSeed, Double meanBpm, Double sdBpm) {
        return new NewStream(
                kind,
                title,
                persistent,
                recording,
                samplingFrequencyHz,
                meanBpm,
                sdBpm,
                lfHfRatio,
                respirationHz,
                baselineMillivolts,
                mainsMillivolts,
                mainsFrequencyHz,
                muscleMillivolts,
                newSeed,
                leads);
    }
}
