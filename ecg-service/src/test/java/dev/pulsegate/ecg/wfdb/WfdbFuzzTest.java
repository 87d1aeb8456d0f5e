package dev.pulsegate.ecg.wfdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Damages good files at random, always in the same way: whatever they have become, the reader reads or says why not. */
class WfdbFuzzTest {
    private static final int ROUNDS = 20_000;
    private static final int MAX_FRAMES_READ = 64;
    private static final String[] DIGITS = {
        "-1", "0", "999999999", "2147483648", "1e308", "NaN", "/", "x", ":", "+", "#", "\n"
    };

    private final Random random = new Random(20_260_101);

    @Test
    void readsOrRefusesEveryDamagedRecord() throws IOException {
        var header = Files.readAllBytes(Path.of("src/test/resources/wfdb/formats.hea"));
        var goodData = new EnumMap<SignalFormat, byte[]>(SignalFormat.class);
        for (var format : SignalFormat.values()) {
            goodData.put(format, Files.readAllBytes(Path.of("src/test/resources/wfdb/formats.d" + format.code())));
        }
        var read = 0;
        var refused = 0;
        for (var round = 0; round < ROUNDS; round++) {
            var files = new MemoryFiles().with("formats.hea", round % 4 == 0 ? header : damaged(header));
            for (var format : SignalFormat.values()) {
                var name = "formats.d" + format.code();
                var data = goodData.get(format);
                files.with(name, round % 4 == 0 && random.nextInt(5) == 0 ? damaged(data) : data);
            }
            try (var record = WfdbRecord.open(files, "formats.hea")) {
                readSome(record);
                read++;
            } catch (WfdbException e) {
                assertThat(e).hasMessageMatching("[^:]+(, (line|byte) \\d+)?: .+");
                refused++;
            }
        }
        // Neither outcome may have become impossible.
        assertThat(read).isGreaterThan(ROUNDS / 20);
        assertThat(refused).isGreaterThan(ROUNDS / 20);
    }

    @Test
    void readsOrRefusesEveryDamagedAnnotationFile() throws IOException {
        var good = Files.readAllBytes(Path.of("src/main/resources/recordings/mitdb_119_excerpt.atr"));
        var read = 0;
        var refused = 0;
        for (var round = 0; round < ROUNDS; round++) {
            var files = new MemoryFiles().with("r.atr", damaged(good));
            try {
                AnnotationReader.read(files, "r.atr");
                read++;
            } catch (WfdbException e) {
                assertThat(e).hasMessageMatching("r\\.atr, byte \\d+: .+");
                refused++;
            }
        }
        assertThat(read).isGreaterThan(ROUNDS / 20);
        assertThat(refused).isGreaterThan(ROUNDS / 20);
    }

    private void readSome(WfdbRecord record) throws IOException {
        var count = (int) Math.min(MAX_FRAMES_READ, record.frames());
        var first = record.frames() == count ? 0 : random.nextLong(record.frames() - count);
        var signals = record.header().signals();
        var samples = new double[signals.size()][];
        Arrays.setAll(samples, i -> new double[count * signals.get(i).samplesPerFrame()]);
        record.readPhysical(first, count, samples);
        RecordCheck.differences(record);
    }

    private byte[] damaged(byte[] good) {
        var bytes = good.clone();
        for (var times = 1 + random.nextInt(3); times > 0 && bytes.length > 0; times--) {
            bytes = switch (random.nextInt(5)) {
                case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
                case 1 -> without(bytes, random.nextInt(bytes.length), 1 + random.nextInt(8));
                case 2 -> with(bytes, random.nextInt(bytes.length), DIGITS[random.nextInt(DIGITS.length)]);
                default -> changed(bytes);
            };
        }
        return bytes;
    }

    private byte[] changed(byte[] bytes) {
        bytes[random.nextInt(bytes.length)] =
                (byte) (random.nextBoolean() ? random.nextInt(256) : '0' + random.nextInt(10));
        return bytes;
    }

    private static byte[] without(byte[] bytes, int at, int count) {
        var end = Math.min(bytes.length, at + count);
        var result = Arrays.copyOf(bytes, bytes.length - (end - at));
        System.arraycopy(bytes, end, result, at, bytes.length - end);
        return result;
    }

    private static byte[] with(byte[] bytes, int at, String inserted) {
        var result = Arrays.copyOf(bytes, bytes.length + inserted.length());
        System.arraycopy(bytes, at, result, at + inserted.length(), bytes.length - at);
        for (var i = 0; i < inserted.length(); i++) {
            result[at + i] = (byte) inserted.charAt(i);
        }
        return result;
    }
}
