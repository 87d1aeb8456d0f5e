package dev.pulsegate.ecg.frame;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what {@link BinaryFrameEncoder} writes: for Java clients, and the reference for decoders in other languages. Bytes
 * from anywhere are safe to give: memory is taken only for samples that are there.
 */
public final class BinaryFrameDecoder {

    private final String streamId;
    private final List<String> streamLeads;

    /**
     * @param streamId the stream the frames come from
     * @param streamLeads names of all its leads, in the stream's order
     */
    public BinaryFrameDecoder(String streamId, List<String> streamLeads) {
        this.streamId = streamId;
        this.streamLeads = List.copyOf(streamLeads);
    }

    /**
     * The frame of one binary message; {@code NaN} where it has no valid sample. Its {@code seq} is modulo 2³².
     *
     * @throws MalformedFrameException if the bytes are not exactly one frame of this stream
     */
    public Frame decode(byte[] message) {
        var in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        try {
            return readFrame(in);
        } catch (BufferUnderflowException e) {
            var malformed = new MalformedFrameException("the frame ends too early, at byte " + message.length);
            malformed.initCause(e);
            throw malformed;
        }
    }

    private Frame readFrame(ByteBuffer in) {
        require(in.remaining() >= BinaryFrame.HEADER_BYTES, in, "the header is incomplete");
        require(in.get() == BinaryFrame.VERSION, in, "unknown version");
        require(in.get() == 0, in, "unknown flags");
        int samples = Short.toUnsignedInt(in.getShort());
        require(samples > 0, in, "no samples");
        long seq = Integer.toUnsignedLong(in.getInt());
        long firstSample = in.getLong();
        require(firstSample >= 0, in, "the first sample's number is out of range");
        long epochMillis = in.getLong();
        double samplingFrequencyHz = in.getDouble();
        long nanovolts = Integer.toUnsignedLong(in.getInt());
        require(nanovolts > 0, in, "the resolution is zero");
        int leads = Short.toUnsignedInt(in.getShort());
        require(leads > 0 && leads <= streamLeads.size(), in, "the stream does not have so many leads");
        long least = (long) leads * (BinaryFrame.LEAD_HEADER_BYTES + (samples - 1) * Short.BYTES);
        require(least <= in.remaining(), in, "fewer bytes than the samples announced need");

        var indexes = new int[leads];
        var names = new ArrayList<String>(leads);
        var millivolts = new double[leads][samples];
        for (int lead = 0; lead < leads; lead++) {
            indexes[lead] = Short.toUnsignedInt(in.getShort());
            require(indexes[lead] < streamLeads.size(), in, "the stream has no lead at this position");
            names.add(streamLeads.get(indexes[lead]));
            readLead(in, nanovolts, millivolts[lead]);
        }
        require(!in.hasRemaining(), in, "bytes after the last lead");
        try {
            var timestamp = Instant.ofEpochMilli(epochMillis);
            return new Frame(streamId, seq, firstSample, samplingFrequencyHz, timestamp, names, indexes, millivolts);
        } catch (IllegalArgumentException e) {
            var malformed = new MalformedFrameException(e.getMessage());
            malformed.initCause(e);
            throw malformed;
        }
    }

    private static void readLead(ByteBuffer in, long nanovolts, double[] millivolts) {
        int first = in.getInt();
        boolean valid = first != BinaryFrame.NO_FIRST_SAMPLE;
        millivolts[0] = valid ? millivolts(first, nanovolts) : Double.NaN;
        int last = valid ? first : 0;
        for (int i = 1; i < millivolts.length; i++) {
            short code = in.getShort();
            if (code == BinaryFrame.NO_SAMPLE) {
                millivolts[i] = Double.NaN;
            } else {
                last = code == BinaryFrame.SAMPLE_FOLLOWS ? in.getInt() : addWithin(in, last, code);
                require(last != BinaryFrame.NO_FIRST_SAMPLE, in, "a sample out of range");
                millivolts[i] = millivolts(last, nanovolts);
            }
        }
    }

    /** Divided last, so that 12000 units of 100 nV are 1.2 mV and not the number next to it. */
    private static double millivolts(int units, long nanovolts) {
        return units * (double) nanovolts / BinaryFrame.NANOVOLTS_PER_MILLIVOLT;
    }

    private static int addWithin(ByteBuffer in, int last, short difference) {
        long sum = (long) last + difference;
        require(sum == (int) sum, in, "a difference leaves the range of a sample");
        return (int) sum;
    }

    private static void require(boolean condition, ByteBuffer in, String message) {
        if (!condition) {
            throw new MalformedFrameException(message + ", before byte " + in.position());
        }
    }
}
