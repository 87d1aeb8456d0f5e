package dev.pulsegate.ecg.frame;

/**
 * Layout of a frame in the WebSocket subprotocol {@value #SUBPROTOCOL}: one frame is one binary message. All numbers are
 * little endian. It follows LightWAVE and the WFDB library, which send 16-bit first differences.
 *
 * <pre>
 * offset size type     field
 *      0    1 uint8    version: 1
 *      1    1 uint8    flags: 0; a decoder refuses bits it does not know
 *      2    2 uint16   N, samples of each lead, 1 to 65535
 *      4    4 uint32   seq, number of the frame, modulo 2^32
 *      8    8 uint64   number of the first sample since the stream began (at most 2^63 − 1)
 *     16    8 int64    timestamp of the first sample, milliseconds since 1970-01-01T00:00:00Z
 *     24    8 float64  sampling frequency in Hz
 *     32    4 uint32   resolution: nanovolts in one unit; this version writes 100 (0.1 µV)
 *     36    2 uint16   L, number of leads, 1 to 65535
 *     38               L lead blocks, one after another, to the end of the message
 *
 * lead block
 *      0    2 uint16   position of the lead in the stream's list of leads, from 0; each at most once
 *      2    4 int32    first sample in units; −2147483648 = no valid sample
 *      6               N − 1 further samples, each an int16 code:
 *                        −32766 … 32767   difference to the last valid sample
 *                        −32767           out of range: an int32 follows, the sample itself in units
 *                        −32768           no valid sample here
 * </pre>
 *
 * <p>Until a lead has had a valid sample in this frame, differences are to 0. So a frame is decoded alone: only the names of
 * the leads come from the stream's description.
 */
final class BinaryFrame {

    static final String SUBPROTOCOL = "pulsegate.ecg.v1.binary";

    static final int VERSION = 1;
    static final int HEADER_BYTES = 38;
    static final int LEAD_HEADER_BYTES = 6;
    static final int RESOLUTION_NANOVOLTS = 100;
    static final double NANOVOLTS_PER_MILLIVOLT = 1e6;

    static final int NO_FIRST_SAMPLE = Integer.MIN_VALUE;
    static final short NO_SAMPLE = Short.MIN_VALUE;
    static final short SAMPLE_FOLLOWS = Short.MIN_VALUE + 1;
    static final int LEAST_DIFFERENCE = Short.MIN_VALUE + 2;
    static final int GREATEST_DIFFERENCE = Short.MAX_VALUE;

    private BinaryFrame() {}
}
