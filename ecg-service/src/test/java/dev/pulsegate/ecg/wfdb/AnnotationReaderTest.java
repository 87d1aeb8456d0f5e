package dev.pulsegate.ecg.wfdb;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AnnotationReaderTest {

    @Test
    void readsTimesAndCodes() throws IOException {
        // N (code 1) after 18 samples, V (5) after 77 more, N after 1023 more.
        assertThat(read("12 04  4d 14  ff 07  00 00"))
                .containsExactly(
                        new Annotation(18, AnnotationCode.NORMAL, 0, 0, 0, ""),
                        new Annotation(95, AnnotationCode.PREMATURE_VENTRICULAR, 0, 0, 0, ""),
                        new Annotation(1118, AnnotationCode.NORMAL, 0, 0, 0, ""));
    }

    @Test
    void skipsLongAndNegativeIntervals() throws IOException {
        // SKIP (59) of 0x00012345, high half first, then N 3 later; SKIP of -256, then N at once.
        assertThat(read("00 ec 01 00 45 23  03 04  00 ec ff ff 00 ff  00 04  00 00"))
                .extracting(Annotation::sample)
                .containsExactly(0x12345L + 3, 0x12345L + 3 - 256);
    }

    @Test
    void keepsChannelAndNumberButNotSubtypeAndText() throws IOException {
        // N; CHN 2; NUM -1 (0xff of ten bits); SUB 3; AUX "(AFI" padded from five bytes to six. Then N.
        var annotations = read("01 04  02 f8  ff f0  03 f4  05 fc 28 41 46 49 42 00  01 04  00 00");

        assertThat(annotations)
                .containsExactly(
                        new Annotation(1, AnnotationCode.NORMAL, 3, 2, -1, "(AFIB"),
                        new Annotation(2, AnnotationCode.NORMAL, 0, 2, -1, ""));
    }

    @Test
    void endsTextAtItsOwnZero() throws IOException {
        assertThat(read("01 70  03 fc 28 4e 00 00  00 00").getFirst().aux()).isEqualTo("(N");
    }

    @Test
    void readsAnEmptyFileWithItsEndMark() throws IOException {
        assertThat(read("00 00")).isEmpty();
        assertThat(read("00 00 ff ff ff")).isEmpty();
    }

    @ParameterizedTest(name = "byte {1}: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                      | 0",
                "00                      | 1",
                "12 04                   | 2",
                "12 04 4d                | 3",
                "00 ec 01 00             | 4",
                "12 04 09 fc 41 42 00 00 | 4",
                "12 04 ff ff 41 42 00 00 | 4",
                // Text before any annotation, and a code none has.
                "05 fc 28 41 46 49 42 00 | 0",
                "12 04 01 c8 00 00       | 2",
            })
    void refusesAMalformedFileAndNamesTheByte(String hex, int offset) {
        assertThatThrownBy(() -> read(hex))
                .isInstanceOf(WfdbException.class)
                .hasMessageStartingWith("r.atr, byte " + offset + ": ");
    }

    @Test
    void refusesAnEndlessFileBeforeReadingIt() {
        var files = new MemoryFiles().with("r.atr", new byte[AnnotationReader.MAX_BYTES + 1]);

        assertThatThrownBy(() -> AnnotationReader.read(files, "r.atr"))
                .isInstanceOf(WfdbException.class)
                .hasMessageContaining("at most");
    }

    @Test
    void findsAClockOfTheFilesOwn() {
        var clock = new Annotation(0, AnnotationCode.NOTE, 0, 0, 0, "## time resolution: 1000.5");

        assertThat(AnnotationReader.statedClockHz(List.of(clock))).hasValue(1000.5);
        assertThat(AnnotationReader.statedClockHz(List.of(clock.at(5)))).isEmpty();
        assertThat(AnnotationReader.statedClockHz(List.of())).isEmpty();
    }

    @Test
    void callsABeatWhatPhysioNetDoes() {
        var beats = Arrays.stream(AnnotationCode.values())
                .filter(AnnotationCode::isBeat)
                .map(AnnotationCode::mnemonic)
                .collect(Collectors.toSet());

        assertThat(beats)
                .containsExactlyInAnyOrder(
                        "N", "L", "R", "B", "A", "a", "J", "S", "V", "r", "F", "e", "j", "n", "E", "/", "f", "Q", "?");
    }

    @Test
    void takesCodesWithoutAMeaningForTheFilesOwn() throws IOException {
        assertThat(read("01 3c  01 a8  00 00"))
                .extracting(Annotation::code)
                .containsExactly(AnnotationCode.OTHER, AnnotationCode.OTHER);
    }

    private static List<Annotation> read(String hex) throws IOException {
        return AnnotationReader.read(new MemoryFiles().with("r.atr", Bytes.hex(hex)), "r.atr");
    }
}
