package dev.pulsegate.ecg.wfdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WfdbHeaderTest {

    @Test
    void readsEveryFieldOfBothKindsOfLine() throws IOException {
        var header = parse("""
                # before
                rec_1 2 360.5/12.5(-3.5) 650000 13:05:09.25 31/12/1979

                a.dat 212x4:7+512 200.5(-12)/uV 11 1024 995 -22131 8 lead MLII, by hand
                b.dat 16 -2e3/mmHg 16 5 -6 65535 0\tABP
                # 69 M 1085 1629 x1
                #Aldomet, Inderal
                """);

        assertThat(header.recordName()).isEqualTo("rec_1");
        assertThat(header.samplingFrequencyHz()).isEqualTo(360.5);
        assertThat(header.counterFrequencyHz()).isEqualTo(12.5);
        assertThat(header.baseCounter()).isEqualTo(-3.5);
        assertThat(header.statedFrames()).isEqualTo(650_000);
        assertThat(header.baseTime()).contains(LocalTime.of(13, 5, 9, 250_000_000));
        assertThat(header.baseDate()).contains(LocalDate.of(1979, 12, 31));
        assertThat(header.comments()).containsExactly("before", "69 M 1085 1629 x1", "Aldomet, Inderal");
        assertThat(header.signals())
                .containsExactly(
                        new SignalSpec(
                                "a.dat",
                                SignalFormat.FORMAT_212,
                                4,
                                7,
                                512,
                                200.5,
                                true,
                                -12,
                                "uV",
                                11,
                                1024,
                                995,
                                true,
                                -22131,
                                8,
                                "lead MLII, by hand"),
                        new SignalSpec(
                                "b.dat",
                                SignalFormat.FORMAT_16,
                                1,
                                0,
                                0,
                                -2000,
                                true,
                                5,
                                "mmHg",
                                16,
                                5,
                                -6,
                                true,
                                -1,
                                0,
                                "ABP"));
    }

    @Test
    void fillsInTheDefaultsOfTheManual() throws IOException {
        var header = parse("r 2\na 16\nb 8 0 0 100");

        assertThat(header.samplingFrequencyHz()).isEqualTo(250);
        assertThat(header.counterFrequencyHz()).isEqualTo(250);
        assertThat(header.statedFrames()).isZero();
        assertThat(header.baseTime()).isEmpty();
        assertThat(header.baseDate()).isEmpty();
        assertThat(header.signals())
                .containsExactly(
                        new SignalSpec(
                                "a",
                                SignalFormat.FORMAT_16,
                                1,
                                0,
                                0,
                                200,
                                false,
                                0,
                                "mV",
                                12,
                                0,
                                0,
                                false,
                                0,
                                0,
                                "record r, signal 0"),
                        new SignalSpec(
                                "b",
                                SignalFormat.FORMAT_8,
                                1,
                                0,
                                0,
                                200,
                                false,
                                100,
                                "mV",
                                0,
                                100,
                                100,
                                false,
                                0,
                                0,
                                "record r, signal 1"));
    }

    @ParameterizedTest
    @CsvSource({"mV,1", "V,1000", "uV,0.001", "\u00b5V,0.001", "\u03bcV,0.001", "mv,1"})
    void convertsUnitsOfVoltageToMillivolts(String units, double millivolts) throws IOException {
        var signal = parse("r 1\na 16 200/" + units).signals().getFirst();

        assertThat(signal.millivoltsPerUnit()).hasValue(millivolts);
    }

    @Test
    void leavesOtherUnitsAlone() throws IOException {
        assertThat(parse("r 1\na 16 200/mmHg").signals().getFirst().millivoltsPerUnit())
                .isEmpty();
    }

    @Test
    void takesTheTimeWithHoursOrMinutesLeftOut() throws IOException {
        assertThat(parse("r 0 250 0 7").baseTime()).contains(LocalTime.of(0, 0, 7));
        assertThat(parse("r 0 250 0 3:7").baseTime()).contains(LocalTime.of(0, 3, 7));
    }

    @Test
    void readsCommentsInLatin1WhereTheyAreNotUtf8() throws IOException {
        var files = new MemoryFiles().with("r.hea", "r 0\n# Müller".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(WfdbHeader.read(files, "r.hea").comments()).containsExactly("Müller");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2006",
                "24:00:00",
                "25:00:00",
                "noon",
                "-1:00",
                "12:00:00 30/02/1999",
                "10:00:00 2006",
                "10:00:00 05-05-2020",
                "05-May-2020 09:49:17",
                "99999999999999999999"
            })
    void leavesOutABaseTimeOrDateItCannotReadAndRemarksOnIt(String base) throws IOException {
        var header = parse("r 1 360 5 " + base + "\na 16");

        assertThat(header.remarks())
                .hasSize(1)
                .allMatch(remark -> remark.startsWith("line 1: \"") && remark.contains("is left out"));
        assertThat(header.baseDate()).isEmpty();
        assertThat(header.signals()).hasSize(1);
    }

    @Test
    void takesATimeAfterADate() throws IOException {
        var header = parse("r 0 500 100 05/06/2020 09:49:17");

        assertThat(header.baseTime()).contains(LocalTime.of(9, 49, 17));
        assertThat(header.baseDate()).contains(LocalDate.of(2020, 6, 5));
        assertThat(header.remarks()).isEmpty();
    }

    @Test
    void takesWholeNumbersWrittenWithAPointAndRemarksOnEachKindOnce() throws IOException {
        var header = parse("r 2 360 500.0\na 16 200.0(-12.0) 16. 5.00 7 8.0 0.0 I\na 16 200(3.0) 12.0 0 0 0 0 II");

        assertThat(header.statedFrames()).isEqualTo(500);
        var signal = header.signals().getFirst();
        assertThat(signal.baseline()).isEqualTo(-12);
        assertThat(signal.adcResolutionBits()).isEqualTo(16);
        assertThat(signal.adcZero()).isEqualTo(5);
        assertThat(signal.checksum()).isEqualTo(8);
        assertThat(header.signals().getLast().baseline()).isEqualTo(3);
        assertThat(header.remarks())
                .hasSize(6)
                .contains("line 1: number of samples \"500.0\" is taken as the whole number it is")
                .contains("line 2: baseline \"-12.0\" is taken as the whole number it is");
    }

    @Test
    void passesOverAByteOrderMarkAtTheBeginningOnly() throws IOException {
        var header = parse("\uFEFFr 1\na 16 200 16 0 0 0 0 \uFEFFII");

        assertThat(header.recordName()).isEqualTo("r");
        assertThat(header.remarks()).isEmpty();
        assertThat(parse("\uFEFF# only\nr 0").comments()).containsExactly("only");
        assertThatThrownBy(() -> parse("\uFEFF")).hasMessageContaining("no record line");
    }

    private static WfdbHeader parse(String text) throws IOException {
        return WfdbHeader.read(new MemoryFiles().with("r.hea", text), "r.hea");
    }
}
