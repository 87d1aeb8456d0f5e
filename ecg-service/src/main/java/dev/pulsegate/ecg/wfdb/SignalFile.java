package dev.pulsegate.ecg.wfdb;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * One data file and the signals multiplexed in it. Reads any run of frames with one small buffer, whatever the file's
 * size.
 */
final class SignalFile implements Closeable {
    private static final int BUFFER_BYTES = 48 << 10;

    private final ByteSource source;
    private final SignalFormat format;
    private final long byteOffset;
    private final int firstSignal;
    private final List<SignalSpec> signals;
    private final int frameSamples;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final DifferenceSums sums;

    /**
     * @param firstSignal the number of the first of these signals in the record
     * @param signals the signals of the file, all of them
     */
    SignalFile(ByteSource source, int firstSignal, List<SignalSpec> signals) {
        this.source = source;
        this.format = signals.getFirst().format();
        this.byteOffset = signals.getFirst().byteOffset();
        this.firstSignal = firstSignal;
        this.signals = signals;
        this.frameSamples =
                signals.stream().mapToInt(SignalSpec::samplesPerFrame).sum();
        this.sums = format.isDifferential() ? new DifferenceSums(this, signals, framesAvailable()) : null;
    }

    int firstSignal() {
        return firstSignal;
    }

    List<SignalSpec> signals() {
        return signals;
    }

    /** Samples of all the file's signals in one frame. */
    int frameSamples() {
        return frameSamples;
    }

    /** Whole frames the file holds. */
    long framesAvailable() {
        return format.samplesIn(Math.max(0, source.size() - byteOffset)) / frameSamples;
    }

    /**
     * Says that the file has fewer frames than the header states: files are often passed on in part.
     *
     * @throws WfdbException if it has none at all
     */
    String shortOf(long statedFrames) throws WfdbException {
        if (framesAvailable() == 0) {
            throw WfdbException.atByte(
                    source.name(),
                    source.size(),
                    "the file ends here, before the first of the header's " + statedFrames + " samples a signal");
        }
        return WfdbException.quote(source.name()) + " ends after " + framesAvailable() + " of the header's "
                + statedFrames + " samples a signal";
    }

    /** The samples of whole frames as the file interleaves them; invalid ones keep the format's own value. */
    void read(long firstFrame, int frames, int[] samples) throws IOException {
        if (sums == null) {
            unpack(firstFrame, frames, samples);
        } else {
            sums.read(firstFrame, frames, samples);
        }
    }

    /** What the file stores: samples, or for format 8 differences. */
    void unpack(long firstFrame, int frames, int[] samples) throws IOException {
        var next = firstFrame * frameSamples;
        var count = frames * frameSamples;
        var done = 0;
        while (done < count) {
            var skip = (int) (next % format.samplesPerUnit());
            var batch = Math.min(count - done, BUFFER_BYTES / format.bytesPerUnit() * format.samplesPerUnit() - skip);
            var position = byteOffset + next / format.samplesPerUnit() * format.bytesPerUnit();
            source.read(position, buffer, 0, (int) format.bytesFor(skip + batch));
            for (var i = 0; i < batch; i++) {
                samples[done + i] = format.decode(buffer, skip + i);
            }
            done += batch;
            next += batch;
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
