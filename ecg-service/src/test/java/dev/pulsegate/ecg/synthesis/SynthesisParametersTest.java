package dev.pulsegate.ecg.synthesis;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.pulsegate.ecg.synthesis.InvalidParametersException.Violation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class SynthesisParametersTest {

    @Test
    void theDefaultsAreOneLeadAt60Bpm() {
        var parameters = SynthesisParameters.builder().build();

        assertThat(parameters.leads()).containsExactly("II");
        assertThat(parameters.heartRateBpm()).isEqualTo(60);
        assertThat(parameters.samplingFrequencyHz()).isEqualTo(500);
    }

    @Test
    void theLimitsThemselvesAreAllowed() {
        var low = SynthesisParameters.builder()
                .heartRate(20, 0)
                .lfHfRatio(0.01)
                .respirationHz(0.1)
                .samplingFrequencyHz(100)
                .build();
        var high = SynthesisParameters.builder()
                .heartRate(300, 60)
                .lfHfRatio(100)
                .respirationHz(1)
                .samplingFrequencyHz(1000)
                .baselineMillivolts(5)
                .mains(5, 60)
                .muscleMillivolts(5)
                .build();

        assertThat(low.heartRateBpm()).isEqualTo(20);
        assertThat(high.heartRateSdBpm()).isEqualTo(60);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                bad("heartRateBpm", b -> b.heartRate(19.9, 1)),
                bad("heartRateBpm", b -> b.heartRate(300.1, 1)),
                bad("heartRateBpm", b -> b.heartRate(Double.NaN, 1)),
                bad("heartRateSdBpm", b -> b.heartRate(60, -0.1)),
                bad("heartRateSdBpm", b -> b.heartRate(60, 12.1)),
                bad("heartRateSdBpm", b -> b.heartRate(60, Double.POSITIVE_INFINITY)),
                bad("lfHfRatio", b -> b.lfHfRatio(0)),
                bad("lfHfRatio", b -> b.lfHfRatio(101)),
                bad("respirationHz", b -> b.respirationHz(0.09)),
                bad("respirationHz", b -> b.respirationHz(1.1)),
                bad("samplingFrequencyHz", b -> b.samplingFrequencyHz(99)),
                bad("samplingFrequencyHz", b -> b.samplingFrequencyHz(1001)),
                bad("baselineMillivolts", b -> b.baselineMillivolts(-1)),
                bad("baselineMillivolts", b -> b.baselineMillivolts(5.1)),
                bad("mainsMillivolts", b -> b.mains(-0.1, 50)),
                bad("mainsMillivolts", b -> b.mains(0.1, 50).samplingFrequencyHz(100)),
                bad("mainsMillivolts", b -> b.mains(0.1, 60).samplingFrequencyHz(120)),
                bad("mainsFrequencyHz", b -> b.mains(0.1, 55)),
                bad("muscleMillivolts", b -> b.muscleMillivolts(Double.NaN)),
                bad("leads", b -> b.leads(null)),
                bad("leads", b -> b.leads(List.of())),
                bad("leads", b -> b.leads(List.of("II", "MLII"))),
                bad("leads", b -> b.leads(List.of("II", "II"))),
                bad("leads", b -> b.leads(Arrays.asList("II", null))));
    }

    @ParameterizedTest(name = "{0} #{index}")
    @MethodSource("refused")
    void aParameterOutOfRangeIsRefusedByName(String parameter, UnaryOperator<SynthesisParameters.Builder> change) {
        var builder = change.apply(SynthesisParameters.builder());

        var refusal = catchThrowableOfType(InvalidParametersException.class, builder::build);

        assertThat(refusal.violations()).extracting(Violation::parameter).containsExactly(parameter);
        assertThat(refusal).hasMessageStartingWith(parameter + " must ");
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        var builder =
                SynthesisParameters.builder().heartRate(5, 1).lfHfRatio(-1).leads(List.of("X"));

        var refusal = catchThrowableOfType(InvalidParametersException.class, builder::build);

        assertThat(refusal.violations())
                .extracting(Violation::parameter)
                .containsExactly("heartRateBpm", "lfHfRatio", "leads");
        assertThat(refusal).hasMessageContaining("from 20.0 to 300.0 beats a minute, not 5.0");
    }

    private static Arguments bad(String parameter, UnaryOperator<SynthesisParameters.Builder> change) {
        return arguments(parameter, change);
    }
}
