package dev.pulsegate.ecg.wfdb;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Headers that are refused: they say where and why, and cost little. */
class MalformedHeaderTest {

    @ParameterizedTest(name = "line {0}, {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | no record line | '# nothing else'",
                "1 | several segments | r/3 2 360 100",
                "1 | how many signals | r",
                "1 | number of signals | r two",
                "1 | number of signals | r -1",
                "1 | number of signals | r -1.0",
                "1 | number of signals | r 1.5",
                "1 | number of signals | r 1000000",
                "1 | number of signals | r 99999999999999999999",
                "1 | sampling frequency | r 1 0",
                "1 | sampling frequency | r 1 -360",
                "1 | sampling frequency | r 1 NaN",
                "1 | sampling frequency | r 1 1e9",
                "1 | sampling frequency | r 1 0x1p3",
                "1 | counter frequency | r 1 360/x",
                "1 | base counter | r 1 360/1(x)",
                "1 | number of samples | r 1 360 -5",
                "1 | number of samples | r 1 360 99999999999999",
                "1 | after 0 of 1 signal lines | r 1 360 5",
                "3 | more signal lines | r 1~a 16~b 16",
                "2 | file name and a format | r 1~a",
                "2 | not the name of a file | r 1~../a 16",
                "2 | not the name of a file | r 1~/etc/passwd 16",
                "2 | not the name of a file | r 1~.. 16",
                "2 | not the name of a file | r 1~C:\\a 16",
                "2 | not the name of a file | r 1~- 16",
                "2 | not a signal format | r 1~a x16",
                "2 | format 516 is not supported | r 1~a 516",
                "2 | format 0 is not supported | r 1~a 0",
                "2 | samples per frame | r 1~a 16x0",
                "2 | samples per frame | r 1~a 16x2000000000",
                "2 | skew | r 1~a 16:99999999999",
                "2 | byte offset | r 1~a 16+99999999999999999",
                "2 | gain | r 1~a 16 high",
                "2 | gain | r 1~a 16 200(10",
                "2 | gain | r 1~a 16 1e-30",
                "2 | baseline | r 1~a 16 200(1.5)",
                "2 | baseline | r 1~a 16 200(NaN)",
                "2 | baseline | r 1~a 16 200(1e9)",
                "2 | baseline | r 1~a 16 200(3000000000.0)",
                "2 | baseline | r 1~a 16 200(99999999999999999999999)",
                "2 | ADC resolution | r 1~a 16 200 99",
                "2 | ADC resolution | r 1~a 16 200 -1.0",
                "2 | ADC resolution | r 1~a 16 200 12.5",
                "2 | ADC resolution | r 1~a 16 200 NaN",
                "2 | ADC resolution | r 1~a 16 200 .0",
                "2 | ADC resolution | r 1~a 16 200 1e300",
                "2 | ADC zero | r 1~a 16 200 12 x",
                "2 | ADC zero | r 1~a 16 200 12 Infinity",
                "2 | ADC zero | r 1~a 16 200 12 0.0.0",
                "2 | ADC zero | r 1~a 16 200 12 3000000000.0",
                "2 | initial value | r 1~a 16 200 12 0 99999999999",
                "2 | checksum | r 1~a 16 200 12 0 0 70000",
                "2 | block size | r 1~a 16 200 12 0 0 0 -1",
                "3 | same format and byte offset | r 2~a 16~a 212",
                "3 | same format and byte offset | r 2~a 16~a 16+4",
                "4 | next to each other | r 3~a 16~b 16~a 16",
                "3 | a frame has more than | r 2~a 16x40000~a 16x40000",
            })
    void refusesAMalformedHeaderAndNamesTheLine(int line, String problem, String text) {
        assertThatThrownBy(() -> parse(text.replace('~', '\n')))
                .isInstanceOf(WfdbException.class)
                .hasMessageStartingWith("r.hea, line " + line + ": ")
                .hasMessageContaining(problem);
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(strings = {"\u0000\u0007\u001b[2J", "x\u0085y", "\u202Egnp", "\uD800", "\u2028"})
    void keepsControlCharactersOutOfMessages(String hostile) {
        assertThatThrownBy(() -> parse("r " + hostile + "x".repeat(500)))
                .isInstanceOf(WfdbException.class)
                .message()
                .hasSizeLessThan(200)
                .matches("[\\P{Cntrl}&&\\P{Cf}&&\\P{Cs}&&\\P{Zl}]*");
    }

    @Test
    void refusesAnEndlessLine() {
        assertThatThrownBy(() -> parse("r 1\na 16 0 0 0 0 0 0 " + "x".repeat(1_000)))
                .isInstanceOf(WfdbException.class)
                .hasMessageStartingWith("r.hea, line 2: ");
    }

    @Test
    void refusesAnEndlessHeaderBeforeReadingIt() {
        var files = new MemoryFiles().with("r.hea", new byte[WfdbHeader.MAX_BYTES + 1]);

        assertThatThrownBy(() -> WfdbHeader.read(files, "r.hea"))
                .isInstanceOf(WfdbException.class)
                .hasMessageContaining("at most");
    }

    private static WfdbHeader parse(String text) throws IOException {
        return WfdbHeader.read(new MemoryFiles().with("r.hea", text), "r.hea");
    }
}
