package dev.pulsegate.ecg.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.ecg.signal.Resampler;
import dev.pulsegate.ecg.wfdb.Bytes;
import dev.pulsegate.ecg.wfdb.FolderRecordFiles;
import dev.pulsegate.ecg.wfdb.MemoryFiles;
import dev.pulsegate.ecg.wfdb.WfdbException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ReplaySourceTest {

    @Test
    void replaysTheFilesSamplesInMillivoltsForEver() throws IOException {
        var files = new MemoryFiles()
                .with("r.hea", "r 3 360 3\na 16 200(100)/mV 12 0 0 0 0 MLII\na 16 1/mmHg\na 16 1000/V 12 0 0 0 0 V1")
                .with("a", Bytes.pack(16, 300, 9, 1, 301, 9, -2, 0, 9, -32768));
        try (var source = ReplaySource.open(files, "r.hea")) {
            assertThat(source.leads()).containsExactly("MLII", "V1");
            assertThat(source.samplingFrequencyHz()).isEqualTo(360);

            var read = read(source, 7);
            assertThat(read[0]).containsExactly(1, 1.005, -0.5, 1, 1.005, -0.5, 1);
            assertThat(read[1]).containsExactly(1, -2, Double.NaN, 1, -2, Double.NaN, 1);
            assertThat(read(source, 2)[0]).containsExactly(1.005, -0.5);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {360, 125, 500, 333.3})
    void givesTheSameSamplesHoweverManyAreReadAtOnce(double hz) throws IOException {
        var files = noise(10_000);
        try (var whole = ReplaySource.open(files, "r.hea", hz);
                var pieces = ReplaySource.open(files, "r.hea", hz)) {
            var expected = read(whole, 50_000);
            var random = new Random(5);
            for (var done = 0; done < 50_000; ) {
                var count = Math.min(random.nextInt(3_000), 50_000 - done);
                var piece = read(pieces, count);
                for (var lead = 0; lead < 2; lead++) {
                    assertThat(piece[lead]).isEqualTo(Arrays.copyOfRange(expected[lead], done, done + count));
                }
                done += count;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {360, 125, 500, 333.3})
    void givesTheSameSamplesWhereverReadingBegins(double hz) throws IOException {
        var files = noise(1_000);
        try (var whole = ReplaySource.open(files, "r.hea", hz);
                var part = ReplaySource.open(files, "r.hea", hz)) {
            var expected = read(whole, 9_000);
            for (var from : new int[] {0, 1, 5, 30, 100, 999, 1_000, 7_777, 2}) {
                part.seek(from);
                var read = read(part, 1_200);
                for (var lead = 0; lead < 2; lead++) {
                    assertThat(read[lead])
                            .as("from %d", from)
                            .isEqualTo(Arrays.copyOfRange(expected[lead], from, from + 1_200));
                }
            }
        }
    }

    @Test
    void aPlaceYearsFromTheBeginningIsReachedAtOnce() throws IOException {
        try (var own = ReplaySource.open(noise(1_000), "r.hea");
                var resampled = ReplaySource.open(noise(1_000), "r.hea", 333.3)) {
            own.seek(1_000_000_000_000L + 7);
            var read = read(own, 5);
            own.seek(7);
            assertThat(read).isDeepEqualTo(read(own, 5));
            // 3333 samples are 3600 of the record; its turns are over after as many of both.
            resampled.seek(3_333L * 1_000_000_000 + 100);
            var far = read(resampled, 50);
            resampled.seek(3_333L * 10 + 100);
            assertThat(far).isDeepEqualTo(read(resampled, 50));
        }
    }

    @Test
    void resamplesStraightAcrossTheSeam() throws IOException {
        var files = noise(1_000);
        try (var own = ReplaySource.open(files, "r.hea");
                var resampled = ReplaySource.open(files, "r.hea", 125)) {
            var input = read(own, 10_000)[1];
            var resampler = new Resampler(360, 125);
            var expected = new double[resampler.maxOutput(input.length)];
            var count = resampler.process(input, input.length, expected);

            assertThat(read(resampled, count)[1]).isEqualTo(Arrays.copyOf(expected, count));
        }
    }

    @Test
    void bringsASlowerLeadToTheFrequencyOfTheFastest() throws IOException {
        // Lead A at 250 Hz, lead B at 1000 Hz, both the same slow sine of 1 Hz.
        var samples = IntStream.range(0, 5 * 250)
                .flatMap(frame -> IntStream.of(
                        sine(frame / 250.0),
                        sine(frame / 250.0),
                        sine((frame + 0.25) / 250),
                        sine((frame + 0.5) / 250),
                        sine((frame + 0.75) / 250)))
                .toArray();
        var files = new MemoryFiles()
                .with("r.hea", "r 2 250\na 16 10000 16 0 0 0 0 A\na 16x4 10000 16 0 0 0 0 B")
                .with("a", Bytes.pack(16, samples));
        try (var source = ReplaySource.open(files, "r.hea")) {
            assertThat(source.samplingFrequencyHz()).isEqualTo(1_000);

            var read = read(source, 20_000);
            for (var i = 0; i < 20_000; i++) {
                assertThat(read[1][i]).isEqualTo(sine(i % 5_000 / 1_000.0) / 10_000.0);
                // Only its very beginning hears that nothing is known of what was before.
                assertThat(read[0][i]).isCloseTo(read[1][i], within(i < 100 ? 1e-2 : 1e-3));
            }
        }
    }

    private static int sine(double time) {
        return (int) Math.round(10_000 * Math.sin(2 * Math.PI * time));
    }

    @Test
    void tellsLeadsOfTheSameNameApart() throws IOException {
        var files = new MemoryFiles()
                .with("r.hea", "r 3 360\na 16 0 0 0 0 0 0 ECG\na 16 0 0 0 0 0 0 ECG\na 16 0 0 0 0 0 0 V1")
                .with("a", new byte[60]);
        try (var source = ReplaySource.open(files, "r.hea")) {
            assertThat(source.leads()).containsExactly("ECG", "ECG (2)", "V1");
        }
    }

    @Test
    void refusesARecordWithNothingToReplay() {
        var files = new MemoryFiles()
                .with("pressure.hea", "p 1 360\na 16 1/mmHg")
                .with("trend.hea", "t 1 0.0166\na 16 1/mV")
                .with("empty.hea", "e 1 360\nnone 16")
                .with("lost.hea", "l 1 360\nlost 16")
                .with("a", new byte[20])
                .with("none", new byte[0]);

        assertRefused(files, "pressure.hea", "no signal is an ECG lead: in a unit of voltage, at 50 to 50,000 Hz");
        assertRefused(files, "trend.hea", "no signal is an ECG lead: in a unit of voltage, at 50 to 50,000 Hz");
        assertRefused(files, "empty.hea", "the record has no samples");
        assertRefused(files, "lost.hea", "the data files are missing");
    }

    private static void assertRefused(MemoryFiles files, String name, String problem) {
        assertThatThrownBy(() -> ReplaySource.open(files, name))
                .isInstanceOf(WfdbException.class)
                .hasMessage(name + ": " + problem);
    }

    @Test
    void refusesArraysThatDoNotFitAndReadingOnceClosed() throws IOException {
        var source = ReplaySource.open(noise(10), "r.hea");
        assertThatThrownBy(() -> source.read(new double[1][5], 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> source.read(new double[2][4], 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> source.read(new double[2][4], -1)).isInstanceOf(IllegalArgumentException.class);

        source.close();
        source.close();
        assertThatThrownBy(() -> source.read(new double[2][5], 5)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesAFrequencyOutOfRange() {
        assertThatThrownBy(() -> ReplaySource.open(noise(10), "r.hea", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhichFileWasCutShortWhilePlaying(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("r.hea"), "r 1 360 100000\na.dat 16\n");
        Files.write(folder.resolve("a.dat"), new byte[200_000]);
        try (var source = ReplaySource.open(new FolderRecordFiles(folder), "r.hea")) {
            read(source, 100);
            Files.write(folder.resolve("a.dat"), new byte[200]);

            assertThatThrownBy(() -> read(source, 50_000))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("a.dat, byte 200");
        }
    }

    private static MemoryFiles noise(int frames) {
        return new MemoryFiles()
                .with("r.hea", "r 2 360\na 16\na 16")
                .with(
                        "a",
                        Bytes.pack(
                                16,
                                new Random(6).ints(2L * frames, -1_000, 1_000).toArray()));
    }

    private static double[][] read(ReplaySource source, int count) {
        var samples = new double[source.leads().size()][count];
        source.read(samples, count);
        return samples;
    }
}
