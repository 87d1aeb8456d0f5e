package dev.pulsegate.ecg.wfdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.ecg.SharedData;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whole published records against their own headers and the published counts of their beats. */
class SharedRecordsTest {

    @Test
    void everyMitBihSampleAddsUpToTheHeadersChecksum() throws IOException {
        var records = headers(SharedData.folder("mitdb"));
        assertThat(records).hasSize(26);
        for (var header : records) {
            try (var record = WfdbRecord.open(header)) {
                assertThat(record.frames()).isEqualTo(650_000);
                assertThat(RecordCheck.differences(record))
                        .as(header.toString())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"binformats", "310derive", "310derive_2", "310derive_3"})
    void everyFormatAddsUpToTheHeadersChecksum(String name) throws IOException {
        try (var record = WfdbRecord.open(SharedData.folder("wfdb-formats").resolve(name + ".hea"))) {
            assertThat(RecordCheck.differences(record)).isEmpty();
        }
    }

    @Test
    void readsTwelveLeadsThoughTheFileOfTheOtherThreeIsMissing() throws IOException {
        var folder = SharedData.folder("wfdb-formats");
        assertThatThrownBy(() -> WfdbRecord.open(folder.resolve("s0010_re.hea")))
                .isInstanceOf(WfdbException.class)
                .hasMessage("s0010_re.xyz: there is no such file");

        var files = new FolderRecordFiles(folder);
        try (var record = WfdbRecord.open(files, "s0010_re.hea", signal -> files.exists(signal.fileName()))) {
            assertThat(record.frames()).isEqualTo(38_400);
            assertThat(RecordCheck.differences(record)).isEmpty();
        }
    }

    /** The table of beat types (entire records) of the MIT-BIH Arrhythmia Database Directory. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "101, N 1860 A 3 Q 2",
        "102, N 99 V 4 / 2028 f 56",
        "104, N 163 V 2 / 1380 f 666 Q 18",
        "106, N 1507 V 520",
        "107, V 59 / 2078",
        "108, N 1739 A 4 V 17 F 2 j 1 x 11",
        "109, L 2492 V 38 F 2",
        "112, N 2537 A 2",
        "114, N 1820 A 10 J 2 V 43 F 4",
        "115, N 1953",
        "116, N 2302 A 1 V 109",
        "118, R 2166 A 96 V 16 x 10",
        "119, N 1543 V 444",
        "122, N 2476",
        "124, R 1531 A 2 J 29 V 47 F 5 j 5",
        "201, N 1625 A 30 a 97 J 1 V 198 F 2 j 10 x 37",
        "203, N 2529 a 2 V 444 F 1 Q 4",
        "205, N 2571 A 3 V 71 F 11",
        "207, L 1457 R 86 A 107 V 105 ! 472 E 105",
        "208, N 1586 S 2 V 992 F 373 Q 2",
        "209, N 2621 A 383 V 1",
        "215, N 3195 A 3 V 164 F 1",
        "217, N 244 V 162 / 1542 f 260",
        "220, N 1954 A 94",
        "223, N 2029 A 72 a 1 V 473 F 14 e 16",
        "230, N 2255 V 1",
    })
    void countsTheBeatsThatWerePublished(String record, String published) throws IOException {
        var expected = new HashMap<String, Integer>();
        var fields = published.split(" ", -1);
        for (var i = 0; i < fields.length; i += 2) {
            expected.put(fields[i], Integer.valueOf(fields[i + 1]));
        }

        var counts = new HashMap<String, Integer>();
        for (var annotation : AnnotationReader.read(SharedData.folder("mitdb").resolve(record + ".atr"))) {
            var mnemonic = annotation.code().mnemonic();
            if (annotation.code().isBeat() || mnemonic.equals("x") || mnemonic.equals("!")) {
                counts.merge(mnemonic, 1, Integer::sum);
            }
        }

        assertThat(counts).isEqualTo(expected);
    }

    @Test
    void agreesWithAPlainReadingOfEveryAnnotationWord() throws IOException {
        for (var header : headers(SharedData.folder("mitdb"))) {
            var file = header.resolveSibling(header.getFileName().toString().replace(".hea", ".atr"));

            var annotations = AnnotationReader.read(file);

            assertThat(annotations).extracting(Annotation::sample).isEqualTo(timesOf(Files.readAllBytes(file)));
            assertThat(annotations)
                    .filteredOn(annotation -> annotation.code() == AnnotationCode.RHYTHM_CHANGE)
                    .isNotEmpty()
                    .allMatch(annotation -> annotation.aux().startsWith("("));
        }
    }

    /** The times alone, by a second and shorter reading of annot(5) that keeps nothing else. */
    private static List<Long> timesOf(byte[] file) {
        var times = new ArrayList<Long>();
        var time = 0L;
        for (var i = 0; ; i += 2) {
            var code = (file[i + 1] & 0xff) >>> 2;
            var low = ((file[i + 1] & 3) * 256) + (file[i] & 0xff);
            if (code == 0 && low == 0) {
                return times;
            } else if (code == 59) {
                time += ((((file[i + 3] * 256L) + (file[i + 2] & 0xff)) * 256) + (file[i + 5] & 0xff)) * 256
                        + (file[i + 4] & 0xff);
                i += 4;
            } else if (code == 63) {
                i += low + (low & 1);
            } else if (code < 59) {
                time += low;
                times.add(time);
            }
        }
    }

    private static List<Path> headers(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".hea"))
                    .sorted()
                    .toList();
        }
    }
}
