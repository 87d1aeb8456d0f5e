package dev.pulsegate.platform.trace;

import io.opentelemetry.api.trace.SpanContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TraceParentTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @ParameterizedTest
    @ValueSource(strings = {"00", "01"})
    void whatIsReadIsWrittenAsItWas(String flags) {
        var text = "00-" + TRACE + "-" + SPAN + "-" + flags;

        var read = TraceParent.read(text);

        assertThat(read.getTraceId()).isEqualTo(TRACE);
        assertThat(read.getSpanId()).isEqualTo(SPAN);
        assertThat(read.isSampled()).isEqualTo(flags.equals("01"));
        assertThat(TraceParent.write(read)).isEqualTo(text);
    }

    /** As the recommendation wants it of whoever knows only the first version. */
    @Test
    void aLaterVersionIsReadAsFarAsItIsKnown() {
        assertThat(TraceParent.write(TraceParent.read("42-" + TRACE + "-" + SPAN + "-01-more")))
                .isEqualTo("00-" + TRACE + "-" + SPAN + "-01");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "00",
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "00-" + TRACE + "-" + SPAN + "-01 ",
                " 00-" + TRACE + "-" + SPAN + "-01",
                "00_" + TRACE + "_" + SPAN + "_01",
                "00-" + TRACE + "-" + SPAN + "-0x",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "0g-" + TRACE + "-" + SPAN + "-01",
                "42-" + TRACE + "-" + SPAN + "-01more",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-" + TRACE + "-00f067aa0ba902b\n-01"
            })
    void anythingElseNamesNoSpan(String text) {
        assertThat(TraceParent.read(text)).isEqualTo(SpanContext.getInvalid());
    }

    @Test
    void whatIsFarTooLongNamesNoSpan() {
        assertThat(TraceParent.read("42-" + TRACE + "-" + SPAN + "-01-" + "a".repeat(10_000)))
                .isEqualTo(SpanContext.getInvalid());
    }

    @Test
    void noSpanIsNotWritten() {
        assertThat(TraceParent.write(SpanContext.getInvalid())).isNull();
    }
}
