package dev.pulsegate.ecg.wfdb;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * An open record: any run of frames of any of its signals, in ADC units or physical units. A frame is what the sampling
 * frequency counts; it holds one or more samples of each signal. Memory does not grow with the record: samples are read
 * from the files when asked for. For one thread at a time.
 */
public final class WfdbRecord implements Closeable {

    /** Stands in digital output for a sample that is not there or that the file marks as invalid. */
    public static final int NO_SAMPLE = Integer.MIN_VALUE;

    private static final int BATCH_SAMPLES = 8_192;

    private final WfdbHeader header;
    private final List<SignalFile> files;
    private final long frames;
    private final List<String> remarks;
    private final int[] batch;

    private WfdbRecord(WfdbHeader header, List<SignalFile> files) throws WfdbException {
        this.header = header;
        this.files = files;
        var remarks = new ArrayList<>(header.remarks());
        this.frames = frames(header, files, remarks);
        this.remarks = List.copyOf(remarks);
        this.batch = new int[files.stream().mapToInt(SignalFile::frameSamples).reduce(BATCH_SAMPLES, Math::max)];
    }

    /**
     * Opens a record in a folder.
     *
     * @param headerFile the .hea file
     * @throws WfdbException if the header or a data file is missing, malformed or empty
     * @throws IOException if a file cannot be read
     */
    public static WfdbRecord open(Path headerFile) throws IOException {
        var file = headerFile.toAbsolutePath();
        return open(new FolderRecordFiles(file.getParent()), file.getFileName().toString());
    }

    /**
     * Opens a record.
     *
     * @param headerName the header's name in {@code files}, such as {@code mitdb/208.hea}
     * @throws WfdbException if the header or a data file is missing, malformed or empty
     * @throws IOException if a file cannot be read
     */
    public static WfdbRecord open(RecordFiles files, String headerName) throws IOException {
        return open(files, headerName, signal -> true);
    }

    /**
     * Opens some signals of a record; data files with none of them need not exist.
     *
     * @param headerName the header's name in {@code files}, such as {@code mitdb/208.hea}
     * @param wanted chooses the signals that will be read
     * @throws WfdbException if the header or a needed data file is missing, malformed or empty
     * @throws IOException if a file cannot be read
     */
    public static WfdbRecord open(RecordFiles files, String headerName, Predicate<SignalSpec> wanted)
            throws IOException {
        var header = WfdbHeader.read(files, headerName);
        var open = new ArrayList<SignalFile>();
        try {
            var signals = header.signals();
            for (int first = 0, end; first < signals.size(); first = end) {
                end = endOfFile(signals, first);
                var group = signals.subList(first, end);
                if (group.stream().anyMatch(wanted)) {
                    var name = RecordFiles.sibling(headerName, group.getFirst().fileName());
                    open.add(new SignalFile(files.open(name), first, group));
                }
            }
            return new WfdbRecord(header, List.copyOf(open));
        } catch (IOException | RuntimeException e) {
            closeAll(open, e);
            throw e;
        }
    }

    public WfdbHeader header() {
        return header;
    }

    /** How many frames there are: what the header states, or what the shortest open data file holds if that is less. */
    public long frames() {
        return frames;
    }

    /** What is odd in the record and was read all the same, one sentence each. */
    public List<String> remarks() {
        return remarks;
    }

    /** Samples of a signal per second: the record's sampling frequency times the signal's samples per frame. */
    public double samplingFrequencyHz(int signal) {
        return header.samplingFrequencyHz() * header.signals().get(signal).samplesPerFrame();
    }

    /**
     * Reads frames in ADC units. Skew is undone, so a signal's last frames may be {@link #NO_SAMPLE}.
     *
     * @param firstFrame first frame to read
     * @param frameCount how many frames, inside the record
     * @param samplesBySignal for each signal of the header an array of at least {@code frameCount} times its samples per
     *     frame, or null to leave the signal out
     * @throws WfdbException if a file has become shorter
     * @throws IOException if a file cannot be read
     */
    public void readDigital(long firstFrame, int frameCount, int[][] samplesBySignal) throws IOException {
        read(firstFrame, frameCount, (signal, at, value) -> samplesBySignal[signal][at] = value, samplesBySignal);
    }

    /**
     * Reads frames in physical units (each signal's own, see {@link SignalSpec#units()}); NaN where there is no valid
     * sample. Parameters and errors as for {@link #readDigital}.
     */
    public void readPhysical(long firstFrame, int frameCount, double[][] samplesBySignal) throws IOException {
        var signals = header.signals();
        read(
                firstFrame,
                frameCount,
                (signal, at, value) ->
                        samplesBySignal[signal][at] = signals.get(signal).toPhysical(value),
                samplesBySignal);
    }

    private void read(long firstFrame, int frameCount, Sink sink, Object[] targets) throws IOException {
        Objects.checkFromIndexSize(firstFrame, frameCount, frames);
        for (var file : files) {
            for (var i = 0; i < file.signals().size(); i++) {
                if (targets[file.firstSignal() + i] != null && isFirstOfItsSkew(file, i, targets)) {
                    read(file, file.signals().get(i).skewFrames(), firstFrame, frameCount, sink, targets);
                }
            }
        }
    }

    /** Signals of one file are read together where they have the same skew, which is nearly always. */
    private static boolean isFirstOfItsSkew(SignalFile file, int index, Object[] targets) {
        for (var i = 0; i < index; i++) {
            if (targets[file.firstSignal() + i] != null
                    && file.signals().get(i).skewFrames()
                            == file.signals().get(index).skewFrames()) {
                return false;
            }
        }
        return true;
    }

    private void read(SignalFile file, int skew, long firstFrame, int frameCount, Sink sink, Object[] targets)
            throws IOException {
        var step = batch.length / file.frameSamples();
        var inFile = Math.clamp(file.framesAvailable() - skew - firstFrame, 0, frameCount);
        for (var done = 0; done < frameCount; done += step) {
            var count = Math.min(step, frameCount - done);
            var present = Math.clamp(inFile - done, 0, count);
            if (present > 0) {
                file.read(firstFrame + skew + done, present, batch);
            }
            scatter(file, skew, done, count, present, sink, targets);
        }
    }

    private void scatter(SignalFile file, int skew, int done, int count, int present, Sink sink, Object[] targets) {
        var offset = 0;
        for (var i = 0; i < file.signals().size(); i++) {
            var spec = file.signals().get(i);
            var perFrame = spec.samplesPerFrame();
            if (targets[file.firstSignal() + i] != null && spec.skewFrames() == skew) {
                for (var at = 0; at < count * perFrame; at++) {
                    var frame = at / perFrame;
                    var value =
                            frame < present ? batch[frame * file.frameSamples() + offset + at % perFrame] : NO_SAMPLE;
                    sink.put(
                            file.firstSignal() + i,
                            done * perFrame + at,
                            spec.format().isInvalid(value) ? NO_SAMPLE : value);
                }
            }
            offset += perFrame;
        }
    }

    /** The open data files, for {@link RecordCheck}. */
    List<SignalFile> files() {
        return files;
    }

    @Override
    public void close() throws IOException {
        for (var file : files) {
            file.close();
        }
    }

    private static int endOfFile(List<SignalSpec> signals, int first) {
        var end = first + 1;
        while (end < signals.size()
                && signals.get(end).fileName().equals(signals.get(first).fileName())) {
            end++;
        }
        return end;
    }

    private static long frames(WfdbHeader header, List<SignalFile> files, List<String> remarks) throws WfdbException {
        var stated = header.statedFrames();
        var frames = stated == 0 ? Long.MAX_VALUE : stated;
        for (var file : files) {
            if (file.framesAvailable() < stated) {
                remarks.add(file.shortOf(stated));
            }
            frames = Math.min(frames, file.framesAvailable());
        }
        return frames == Long.MAX_VALUE ? 0 : frames;
    }

    private static void closeAll(List<SignalFile> files, Exception cause) {
        for (var file : files) {
            try {
                file.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private interface Sink {
        void put(int signal, int at, int value);
    }
}
