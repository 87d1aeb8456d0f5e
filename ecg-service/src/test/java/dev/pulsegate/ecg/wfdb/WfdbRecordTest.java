package dev.pulsegate.ecg.wfdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WfdbRecordTest {
    private static final int NONE = WfdbRecord.NO_SAMPLE;

    /** The step of the ramp that the fixture holds in each format; it wraps around short of the format's range. */
    private static final int[] RAMP_STEPS = {127, 524, 524, 14, 524, 284, 347, 347, 65_804, 16_843_019};

    @Test
    void readsTheRampInEveryFormat() throws IOException {
        try (var record = WfdbRecord.open(Path.of("src/test/resources/wfdb/formats.hea"))) {
            var samples = digital(record, 0, 200);

            assertThat(record.frames()).isEqualTo(200);
            assertThat(RecordCheck.differences(record)).isEmpty();
            for (var signal = 0; signal < 10; signal++) {
                var ramp = samples[signal];
                assertThat(ramp[0])
                        .isEqualTo(record.header().signals().get(signal).initialValue());
                var step = RAMP_STEPS[signal];
                var onTheRamp = IntStream.range(1, 200)
                        .filter(i -> ramp[i] - ramp[i - 1] == step)
                        .count();
                assertThat(onTheRamp).as("signal %s", signal).isGreaterThan(100);
            }
        }
    }

    @Test
    void convertsToPhysicalUnits() throws IOException {
        var files = new MemoryFiles()
                .with("r.hea", "r 2 360 3\na 16 400(1024)/mV\na 16 0/V 12 10")
                .with("a", Bytes.pack(16, 1424, 10, 624, 210, -32768, -190));
        try (var record = WfdbRecord.open(files, "r.hea")) {
            var physical = new double[2][3];
            record.readPhysical(0, 3, physical);

            assertThat(physical[0]).containsExactly(1, -1, Double.NaN);
            assertThat(physical[1]).containsExactly(0, 1, -1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24, 32, 61, 80, 160, 212, 310, 311})
    void readsAnyRunOfFramesOfInterleavedSignals(int format) throws IOException {
        // Three signals with 1, 2 and 1 samples a frame: packed units straddle frames and signals.
        var frames = 11_000;
        var samples = new Random(7).ints(4L * frames, -60, 60).toArray();
        var header = "r 3 360\na %1$d\na %1$dx2\na %1$d\n".formatted(format);
        var packed = format == 8 ? differences(samples) : Bytes.pack(format, samples);
        var files = new MemoryFiles().with("r.hea", header).with("a", packed);
        try (var record = WfdbRecord.open(files, "r.hea")) {
            assertThat(record.frames()).isEqualTo(frames);
            assertThat(record.samplingFrequencyHz(1)).isEqualTo(720);
            var random = new Random(8);
            for (var i = 0; i < 40; i++) {
                var count = i == 0 ? frames : 1 + random.nextInt(300);
                var first = i == 0 ? 0 : random.nextInt(frames - count);
                var read = new int[][] {new int[count], new int[2 * count], new int[count]};
                record.readDigital(first, count, read);

                for (var frame = 0; frame < count; frame++) {
                    var at = 4 * (first + frame);
                    assertThat(new int[] {read[0][frame], read[1][2 * frame], read[1][2 * frame + 1], read[2][frame]})
                            .isEqualTo(Arrays.copyOfRange(samples, at, at + 4));
                }
            }
        }
    }

    /** First differences of three signals that take 1, 2 and 1 samples of each frame; each from 0. */
    private static byte[] differences(int[] samples) {
        var previous = new int[3];
        var bytes = new byte[samples.length];
        for (var i = 0; i < samples.length; i++) {
            var signal = new int[] {0, 1, 1, 2}[i % 4];
            bytes[i] = (byte) (samples[i] - previous[signal]);
            previous[signal] = samples[i];
        }
        return bytes;
    }

    @Test
    void addsDifferencesToTheInitialValueOfTheHeader() throws IOException {
        var files =
                new MemoryFiles().with("r.hea", "r 1 360 3\na 8 200 12 0 -2000").with("a", Bytes.hex("00 7f 80"));
        try (var record = WfdbRecord.open(files, "r.hea")) {
            assertThat(digital(record, 0, 3)[0]).containsExactly(-2000, -1873, -2001);
            assertThat(digital(record, 1, 1)[0]).containsExactly(-1873);
        }
    }

    @Test
    void readsSignalsOfSeveralFilesAfterTheirPreambles() throws IOException {
        var files = new MemoryFiles()
                .with("x/r.hea", "r 3 360\na 16+3\na 16+3\nb 80")
                .with("x/a", Bytes.hex("ee ee ee 01 00 02 00 03 00 04 00"))
                .with("x/b", Bytes.pack(80, 5, 6, 7));
        try (var record = WfdbRecord.open(files, "x/r.hea")) {
            assertThat(record.frames()).isEqualTo(2);
            assertThat(digital(record, 0, 2)).isDeepEqualTo(new int[][] {{1, 3}, {2, 4}, {5, 6}});
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void undoesSkewAndHasNothingWhereTheFileEnds(int format) throws IOException {
        var files = new MemoryFiles()
                .with("r.hea", "r 3 360 4\na %1$d:0\na %1$d:2 200 12 0 0 26\na %1$d:9".formatted(format))
                .with(
                        "a",
                        format == 8
                                ? Bytes.hex("01 05 00  01 01 00  01 01 00  01 01 00")
                                : Bytes.pack(16, 1, 5, 0, 2, 6, 0, 3, 7, 0, 4, 8, 0));
        try (var record = WfdbRecord.open(files, "r.hea")) {
            assertThat(digital(record, 0, 4))
                    .isDeepEqualTo(new int[][] {{1, 2, 3, 4}, {7, 8, NONE, NONE}, {NONE, NONE, NONE, NONE}});
            // The checksum is of the stored samples: 5 + 6 + 7 + 8.
            assertThat(RecordCheck.differences(record)).noneMatch(problem -> problem.contains("checksum"));
        }
    }

    @Test
    void leavesOutSignalsNotAskedFor() throws IOException {
        var files = new MemoryFiles().with("r.hea", "r 3 360\na 16\na 16\nb 16").with("a", Bytes.pack(16, 1, 2, 3, 4));
        try (var record =
                WfdbRecord.open(files, "r.hea", signal -> signal.fileName().equals("a"))) {
            var samples = new int[][] {null, new int[2], null};
            record.readDigital(0, 2, samples);

            assertThat(samples[1]).containsExactly(2, 4);
        }
    }

    @Test
    void tellsWhenChecksumAndInitialValueAreNotTheHeaders() throws IOException {
        var files = new MemoryFiles()
                .with("r.hea", "r 2 360\na 16 200 12 0 1 4\na 16 200 12 0 1 9")
                .with("a", Bytes.pack(16, 1, 2, 3, 4));
        try (var record = WfdbRecord.open(files, "r.hea")) {
            assertThat(RecordCheck.differences(record))
                    .containsExactly(
                            "signal 1 of a: checksum is 6, the header says 9",
                            "signal 1 of a: sample 0 is 2, the header says 1");
        }
    }

    @Test
    void readsWhatThereIsOfAFileShorterThanTheHeaderSays() throws IOException {
        var files = new MemoryFiles()
                .with("x/r.hea", "r 2 360 5\na.dat 212\na.dat 212")
                .with("x/a.dat", new byte[14]);
        try (var record = WfdbRecord.open(files, "x/r.hea")) {
            assertThat(record.frames()).isEqualTo(4);
            assertThat(record.remarks()).containsExactly("x/a.dat ends after 4 of the header's 5 samples a signal");
            assertThat(digital(record, 0, 4)[1]).containsExactly(0, 0, 0, 0);
            assertThatThrownBy(() -> digital(record, 4, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void refusesAFileWithoutOneWholeFrame(int bytes) {
        var files = new MemoryFiles().with("r.hea", "r 2 360 5\na 16\na 16").with("a", new byte[bytes]);

        assertThatThrownBy(() -> WfdbRecord.open(files, "r.hea"))
                .isInstanceOf(WfdbException.class)
                .hasMessage("a, byte " + bytes
                        + ": the file ends here, before the first of the header's 5 samples a signal");
    }

    @Test
    void ofSeveralFilesTheShortestSaysHowMuchThereIs() throws IOException {
        var files = new MemoryFiles()
                .with("r.hea", "r 2 360 5\na 16\nb 16")
                .with("a", new byte[10])
                .with("b", Bytes.pack(16, 7, 8, 9));
        try (var record = WfdbRecord.open(files, "r.hea")) {
            assertThat(record.frames()).isEqualTo(3);
            assertThat(record.remarks()).hasSize(1);
            assertThat(digital(record, 0, 3)[1]).containsExactly(7, 8, 9);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000000000", "1099511627776"})
    void refusesAHugeClaimWithoutAllocatingForIt(String samples) {
        var files = new MemoryFiles()
                .with("r.hea", "r 1 360 " + samples + "\na 16x65536")
                .with("a", new byte[100]);

        assertThatThrownBy(() -> WfdbRecord.open(files, "r.hea"))
                .isInstanceOf(WfdbException.class)
                .hasMessageStartingWith("a, byte 100: ");
    }

    @Test
    void refusesToReadOutsideTheRecord() throws IOException {
        var files = new MemoryFiles().with("r.hea", "r 1 360\na 16").with("a", new byte[20]);
        try (var record = WfdbRecord.open(files, "r.hea")) {
            assertThatThrownBy(() -> digital(record, 8, 3)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> digital(record, -1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void namesAMissingFile(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("r.hea"), "r 1 360 5\na.dat 16\n");

        assertThatThrownBy(() -> WfdbRecord.open(folder.resolve("r.hea")))
                .isInstanceOf(WfdbException.class)
                .hasMessage("a.dat: there is no such file");
        assertThatThrownBy(() -> WfdbRecord.open(folder.resolve("other.hea")))
                .isInstanceOf(WfdbException.class)
                .hasMessage("other.hea: there is no such file");
    }

    @Test
    void followsLinksOnlyInsideTheFolder(@TempDir Path folder) throws IOException {
        var records = Files.createDirectories(folder.resolve("records/store")).getParent();
        Files.writeString(records.resolve("in.hea"), "in 1 360 2\nin.dat 80\n");
        Files.write(records.resolve("store/real.dat"), Bytes.pack(80, 1, 2));
        Files.createSymbolicLink(records.resolve("in.dat"), Path.of("store/real.dat"));
        Files.writeString(records.resolve("out.hea"), "out 1 360 2\nout.dat 80\n");
        Files.write(folder.resolve("secret.dat"), Bytes.pack(80, 1, 2));
        Files.createSymbolicLink(records.resolve("out.dat"), Path.of("../secret.dat"));
        Files.writeString(records.resolve("dir.hea"), "dir 1 360 2\nstore 80\n");

        try (var record = WfdbRecord.open(records.resolve("in.hea"))) {
            assertThat(digital(record, 0, 2)[0]).containsExactly(1, 2);
        }
        assertThatThrownBy(() -> WfdbRecord.open(records.resolve("out.hea")))
                .isInstanceOf(WfdbException.class)
                .hasMessageContaining("link out of");
        assertThatThrownBy(() -> WfdbRecord.open(records.resolve("dir.hea")))
                .isInstanceOf(WfdbException.class)
                .hasMessageContaining("not a regular file");
    }

    @Test
    void noticesAFileCutShortWhileOpen(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("r.hea"), "r 1 360 1000\na.dat 16\n");
        Files.write(folder.resolve("a.dat"), new byte[2000]);
        try (var record = WfdbRecord.open(folder.resolve("r.hea"))) {
            Files.write(folder.resolve("a.dat"), new byte[500]);

            assertThatThrownBy(() -> digital(record, 0, 1000))
                    .isInstanceOf(WfdbException.class)
                    .hasMessageStartingWith("a.dat, byte 500: ");
        }
    }

    private static int[][] digital(WfdbRecord record, long first, int count) throws IOException {
        var samples = new int[record.header().signals().size()][Math.max(0, count)];
        record.readDigital(first, count, samples);
        return samples;
    }
}
