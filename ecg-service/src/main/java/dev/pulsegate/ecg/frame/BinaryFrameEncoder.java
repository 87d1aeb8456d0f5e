package dev.pulsegate.ecg.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes a frame in the compact binary form of the subprotocol {@value #SUBPROTOCOL}; the layout stands in
 * {@code docs/ecg-binary-frame.md}. Samples are rounded to 0.1 µV, as in JSON, and limited to ±214 V.
 *
 * <p>An encoder keeps a buffer: use one from one thread at a time.
 */
public final class BinaryFrameEncoder {

    /** Name of the WebSocket subprotocol by which a viewer asks for this form. */
    public static final String SUBPROTOCOL = BinaryFrame.SUBPROTOCOL;

    private static final int LONGEST_SAMPLE_BYTES = Short.BYTES + Integer.BYTES;
    private static final double UNITS_PER_MILLIVOLT =
            BinaryFrame.NANOVOLTS_PER_MILLIVOLT / BinaryFrame.RESOLUTION_NANOVOLTS;

    private ByteBuffer out = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);

    /** The frame as one binary message. */
    public byte[] encode(Frame frame) {
        clearFor(frame);
        out.put((byte) BinaryFrame.VERSION);
        out.put((byte) 0);
        out.putShort((short) frame.sampleCount());
        out.putInt((int) frame.seq());
        out.putLong(frame.firstSample());
        out.putLong(frame.timestamp().toEpochMilli());
        out.putDouble(frame.samplingFrequencyHz());
        out.putInt(BinaryFrame.RESOLUTION_NANOVOLTS);
        out.putShort((short) frame.leads().size());
        for (int lead = 0; lead < frame.leads().size(); lead++) {
            writeLead(frame, lead);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private void writeLead(Frame frame, int lead) {
        out.putShort((short) frame.leadIndex(lead));
        int last = units(frame.millivolts(lead, 0));
        out.putInt(last);
        if (last == BinaryFrame.NO_FIRST_SAMPLE) {
            last = 0;
        }
        for (int i = 1; i < frame.sampleCount(); i++) {
            int value = units(frame.millivolts(lead, i));
            if (value == BinaryFrame.NO_FIRST_SAMPLE) {
                out.putShort(BinaryFrame.NO_SAMPLE);
                continue;
            }
            long difference = (long) value - last;
            if (difference >= BinaryFrame.LEAST_DIFFERENCE && difference <= BinaryFrame.GREATEST_DIFFERENCE) {
                out.putShort((short) difference);
            } else {
                out.putShort(BinaryFrame.SAMPLE_FOLLOWS);
                out.putInt(value);
            }
            last = value;
        }
    }

    /** A sample in units, or the mark for none. */
    private static int units(double millivolts) {
        if (!Double.isFinite(millivolts)) {
            return BinaryFrame.NO_FIRST_SAMPLE;
        }
        return Math.clamp(Math.round(millivolts * UNITS_PER_MILLIVOLT), -Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    private void clearFor(Frame frame) {
        long longest = BinaryFrame.HEADER_BYTES
                + (long) frame.leads().size() * frame.sampleCount() * LONGEST_SAMPLE_BYTES
                + (long) frame.leads().size() * Short.BYTES;
        if (longest > out.capacity()) {
            out = ByteBuffer.allocate(Math.toIntExact(longest)).order(ByteOrder.LITTLE_ENDIAN);
        }
        out.clear();
    }
}
