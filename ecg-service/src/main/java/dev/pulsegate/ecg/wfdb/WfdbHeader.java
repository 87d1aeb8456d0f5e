package dev.pulsegate.ecg.wfdb;

import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** A record's header, after header(5) of the WFDB Applications Guide, with the defaults filled in. */
public final class WfdbHeader {
    /** Longer headers are refused. */
    static final int MAX_BYTES = 256 << 10;

    private final String recordName;
    private final double samplingFrequencyHz;
    private final double counterFrequencyHz;
    private final double baseCounter;
    private final long statedFrames;
    private final LocalTime baseTime;
    private final LocalDate baseDate;
    private final List<SignalSpec> signals;
    private final List<String> comments;
    private final List<String> remarks;

    WfdbHeader(RecordLine line, List<SignalSpec> signals, List<String> comments, List<String> remarks) {
        this.recordName = line.recordName();
        this.samplingFrequencyHz = line.samplingFrequencyHz();
        this.counterFrequencyHz = line.counterFrequencyHz();
        this.baseCounter = line.baseCounter();
        this.statedFrames = line.statedFrames();
        this.baseTime = line.baseTime();
        this.baseDate = line.baseDate();
        this.signals = List.copyOf(signals);
        this.comments = List.copyOf(comments);
        this.remarks = List.copyOf(remarks);
    }

    /**
     * Reads a header.
     *
     * @param name the header file's name in {@code files}, such as {@code mitdb/208.hea}
     * @throws WfdbException if there is none, it is malformed, or it describes what is not read here (several segments,
     *     compressed formats)
     * @throws IOException if the file cannot be read
     */
    public static WfdbHeader read(RecordFiles files, String name) throws IOException {
        try (var source = files.open(name)) {
            return new HeaderParser(name).parse(source.readAll(MAX_BYTES));
        }
    }

    /** The record's own name, which need not be the file's. */
    public String recordName() {
        return recordName;
    }

    /** Frames per second, more than 0. */
    public double samplingFrequencyHz() {
        return samplingFrequencyHz;
    }

    /** Ticks per second of the counter (of a tape, say); the sampling frequency unless stated. */
    public double counterFrequencyHz() {
        return counterFrequencyHz;
    }

    /** The counter at frame 0. */
    public double baseCounter() {
        return baseCounter;
    }

    /** How many frames the header claims, 0 if it does not say; {@link WfdbRecord#frames()} is what there is. */
    public long statedFrames() {
        return statedFrames;
    }

    /** Time of day of frame 0, if stated. */
    public Optional<LocalTime> baseTime() {
        return Optional.ofNullable(baseTime);
    }

    /** Date of frame 0, if stated. */
    public Optional<LocalDate> baseDate() {
        return Optional.ofNullable(baseDate);
    }

    /** The signals, in the order of the header; none in a record of annotations only. */
    public List<SignalSpec> signals() {
        return signals;
    }

    /** The comment lines without their {@code #}: age, sex, medication, remarks. */
    public List<String> comments() {
        return comments;
    }

    /** What is odd in the header and was read all the same, a sentence for each kind, with the line it is first in. */
    public List<String> remarks() {
        return remarks;
    }

    /** What the record line says; the time and date may be null. */
    record RecordLine(
            String recordName,
            int signals,
            double samplingFrequencyHz,
            double counterFrequencyHz,
            double baseCounter,
            long statedFrames,
            LocalTime baseTime,
            LocalDate baseDate) {}
}
