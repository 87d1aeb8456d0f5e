package dev.pulsegate.ecg.frame;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Writes a frame as the JSON text every viewer gets by default:
 *
 * <pre>
 * {"points":[0.0451,-0.2,null],"timestamp":"2026-03-01T12:00:00.160Z","seq":1,"times":[0.16,0.168,0.176],"stream":"demo"}
 * </pre>
 *
 * <p>{@code points} are millivolts rounded to 0.1 µV, {@code null} where there is no valid sample; {@code timestamp} is when
 * the first point was taken; {@code times} are seconds since the stream began, rounded to 1 µs, computed from the sample's
 * number, so that they do not drift. With more than one lead, {@code points} is the first, and all follow by name:
 * {@code "leads":{"MLII":[…],"V5":[…]}}. The text is ASCII.
 *
 * <p>Numbers are written from whole tenths of a microvolt rather than by the general shortest-double algorithm, which takes
 * several times as long. An encoder keeps a buffer: use one from one thread at a time.
 */
public final class JsonFrameEncoder {

    private static final int MILLIVOLT_DECIMALS = 4;
    private static final long UNITS_PER_MILLIVOLT = 10_000;
    private static final int SECOND_DECIMALS = 6;
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** Beyond this many millivolts, which no electrode carries, a value is not a sample. */
    private static final double ABSURD_MILLIVOLTS = 1e12;

    private static final byte[] POINTS = ascii("{\"points\":");
    private static final byte[] TIMESTAMP = ascii(",\"timestamp\":\"");
    private static final byte[] SEQ = ascii("\",\"seq\":");
    private static final byte[] TIMES = ascii(",\"times\":[");
    private static final byte[] STREAM = ascii("],\"stream\":");
    private static final byte[] LEADS = ascii(",\"leads\":{");
    private static final byte[] NULL = ascii("null");

    private final AsciiBuffer out = new AsciiBuffer();

    /** The frame as UTF-8 (in fact ASCII) bytes. */
    public byte[] encode(Frame frame) {
        write(frame);
        return out.toBytes();
    }

    /** The same text as {@link #encode}, for a socket that takes a string. */
    public String encodeToString(Frame frame) {
        write(frame);
        return out.toString();
    }

    private void write(Frame frame) {
        out.clear();
        out.append(POINTS);
        writeSamples(frame, 0);
        out.append(TIMESTAMP);
        writeInstant(frame.timestamp());
        out.append(SEQ);
        out.appendWhole(frame.seq());
        out.append(TIMES);
        writeTimes(frame);
        out.append(STREAM);
        out.appendQuoted(frame.streamId());
        if (frame.leads().size() > 1) {
            writeLeads(frame);
        }
        out.append('}');
    }

    private void writeLeads(Frame frame) {
        out.append(LEADS);
        for (int lead = 0; lead < frame.leads().size(); lead++) {
            if (lead > 0) {
                out.append(',');
            }
            out.appendQuoted(frame.leads().get(lead));
            out.append(':');
            writeSamples(frame, lead);
        }
        out.append('}');
    }

    private void writeSamples(Frame frame, int lead) {
        out.append('[');
        for (int i = 0; i < frame.sampleCount(); i++) {
            if (i > 0) {
                out.append(',');
            }
            double millivolts = frame.millivolts(lead, i);
            if (Math.abs(millivolts) < ABSURD_MILLIVOLTS) {
                out.appendDecimal(
                        Math.round(millivolts * UNITS_PER_MILLIVOLT), MILLIVOLT_DECIMALS, UNITS_PER_MILLIVOLT);
            } else {
                out.append(NULL);
            }
        }
        out.append(']');
    }

    private void writeTimes(Frame frame) {
        for (int i = 0; i < frame.sampleCount(); i++) {
            if (i > 0) {
                out.append(',');
            }
            long micros = micros(frame.firstSample() + i, frame.samplingFrequencyHz());
            out.appendDecimal(micros, SECOND_DECIMALS, MICROS_PER_SECOND);
        }
    }

    /** A sample's time in whole microseconds. Whole seconds are split off first: their product would exceed 53 bits. */
    private static long micros(long sample, double samplingFrequencyHz) {
        long seconds = (long) Math.floor(sample / samplingFrequencyHz);
        double samplesAfter = Math.fma(-(double) seconds, samplingFrequencyHz, (double) sample);
        return seconds * MICROS_PER_SECOND + Math.round(samplesAfter * MICROS_PER_SECOND / samplingFrequencyHz);
    }

    private void writeInstant(Instant instant) {
        var utc = instant.atOffset(ZoneOffset.UTC);
        out.appendPadded(utc.getYear(), 4);
        out.append('-');
        out.appendPadded(utc.getMonthValue(), 2);
        out.append('-');
        out.appendPadded(utc.getDayOfMonth(), 2);
        out.append('T');
        out.appendPadded(utc.getHour(), 2);
        out.append(':');
        out.appendPadded(utc.getMinute(), 2);
        out.append(':');
        out.appendPadded(utc.getSecond(), 2);
        out.append('.');
        out.appendPadded(utc.getNano() / 1_000_000, 3);
        out.append('Z');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
