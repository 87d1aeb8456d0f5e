package dev.pulsegate.ecg.replay;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.pulsegate.ecg.wfdb.Annotation;
import dev.pulsegate.ecg.wfdb.AnnotationReader;
import dev.pulsegate.ecg.wfdb.RecordFiles;
import dev.pulsegate.ecg.wfdb.WfdbException;
import dev.pulsegate.ecg.wfdb.WfdbHeader;

/**
 * The records that can be replayed, found once; scan again to see new files. Immutable, so any number of threads may
 * use it; each source it opens belongs to one reader.
 */
public final class RecordLibrary {
    private static final String HEADER_SUFFIX = ".hea";
    private static final String REFERENCE_ANNOTATIONS_SUFFIX = ".atr";
    private static final int MAX_ID_CHARS = 200;
    private static final int MAX_COMMENTS = 100;
    private static final int MAX_COMMENT_CHARS = 500;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*");
    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<String, Entry> entries;
    private final List<RefusedRecord> refused;

    private RecordLibrary(Map<String, Entry> entries, List<RefusedRecord> refused) {
        this.entries = entries;
        this.refused = List.copyOf(refused);
    }

    /**
     * Finds the records in some places. Broken ones are left out and reported in {@link #refused()}. Where two places
     * have a record of the same id, the first place's is taken.
     */
    public static RecordLibrary scan(List<RecordFiles> places) {
        var entries = new LinkedHashMap<String, Entry>();
        var refused = new ArrayList<RefusedRecord>();
        for (var files : places) {
            try {
                var listing = files.headers();
                listing.remarks().forEach(remark -> refused.add(new RefusedRecord(null, remark)));
                for (var headerName : listing.names()) {
                    add(files, headerName, entries, refused);
                }
            } catch (IOException e) {
                refused.add(new RefusedRecord(null, "a place of recordings cannot be listed: " + e.getMessage()));
            }
        }
        return new RecordLibrary(entries, refused);
    }

    private static void add(
            RecordFiles files, String headerName, Map<String, Entry> entries, List<RefusedRecord> refused) {
        try {
            var id = idOf(headerName);
            if (entries.containsKey(id)) {
                throw WfdbException.in(headerName, "there is another recording of this name");
            }
            entries.put(id, new Entry(files, headerName, describe(files, headerName, id)));
        } catch (WfdbException e) {
            refused.add(new RefusedRecord(WfdbException.quote(headerName), e.reasonBeside(headerName)));
        } catch (IOException e) {
            refused.add(new RefusedRecord(WfdbException.quote(headerName), "cannot be read: " + e.getMessage()));
        }
    }

    private static String idOf(String headerName) throws WfdbException {
        var id = headerName.endsWith(HEADER_SUFFIX)
                ? headerName.substring(0, headerName.length() - HEADER_SUFFIX.length())
                : "";
        if (id.length() > MAX_ID_CHARS || !ID.matcher(id).matches()) {
            throw WfdbException.in(headerName, "only names of letters, digits, '.', '_' and '-' are taken");
        }
        return id;
    }

    private static RecordInfo describe(RecordFiles files, String headerName, String id) throws IOException {
        var replayable = Replayable.open(files, headerName);
        try (var record = replayable.record()) {
            var remarks = new ArrayList<>(record.remarks());
            if (replayable.missingLeads() > 0) {
                remarks.add(replayable.missingLeads() + " leads are left out, their data files are missing");
            }
            var header = record.header();
            var hz = LeadSignal.highestFrequencyHz(replayable.leads());
            return new RecordInfo(
                    id,
                    header.recordName(),
                    header.comments().stream()
                            .limit(MAX_COMMENTS)
                            .map(RecordLibrary::shortened)
                            .toList(),
                    replayable.leads().stream().map(LeadSignal::name).toList(),
                    hz,
                    Math.round(record.frames() * (hz / header.samplingFrequencyHz())),
                    Duration.ofNanos((long) (record.frames() / header.samplingFrequencyHz() * NANOS_PER_SECOND)),
                    files.exists(id + REFERENCE_ANNOTATIONS_SUFFIX),
                    remarks);
        }
    }

    private static String shortened(String comment) {
        return comment.length() <= MAX_COMMENT_CHARS ? comment : comment.substring(0, MAX_COMMENT_CHARS) + "…";
    }

    /** All records: place after place, by name within each. */
    public List<RecordInfo> records() {
        return entries.values().stream().map(Entry::info).toList();
    }

    /** What was left out of the library and why. */
    public List<RefusedRecord> refused() {
        return refused;
    }

    /** The record of an id, if there is one. */
    public Optional<RecordInfo> find(String id) {
        return Optional.ofNullable(entries.get(id)).map(Entry::info);
    }

    /**
     * Opens a record for endless replay at its own sampling frequency.
     *
     * @throws WfdbException if there is no such record or it no longer can be read
     * @throws IOException if a file cannot be read
     */
    public ReplaySource open(String id) throws IOException {
        var entry = entry(id);
        return ReplaySource.open(entry.files(), entry.headerName());
    }

    /**
     * Opens a record for endless replay at a sampling frequency of the caller's choice.
     *
     * @throws WfdbException if there is no such record or it no longer can be read
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if the frequency is out of range
     */
    public ReplaySource open(String id, double samplingFrequencyHz) throws IOException {
        var entry = entry(id);
        return ReplaySource.open(entry.files(), entry.headerName(), samplingFrequencyHz);
    }

    /**
     * The reference annotations of a record, at frames of the record. Where the annotation file has a clock of its
     * own, times are rounded to the nearest frame.
     *
     * @return the annotations; empty if there is no annotation file
     * @throws WfdbException if there is no such record or its annotation file is broken
     * @throws IOException if a file cannot be read
     */
    public List<Annotation> annotations(String id) throws IOException {
        var entry = entry(id);
        if (!entry.info().annotated()) {
            return List.of();
        }
        var annotations = AnnotationReader.read(entry.files(), id + REFERENCE_ANNOTATIONS_SUFFIX);
        var clockHz = AnnotationReader.statedClockHz(annotations);
        if (clockHz.isEmpty()) {
            return annotations;
        }
        var framesPerTick =
                WfdbHeader.read(entry.files(), entry.headerName()).samplingFrequencyHz() / clockHz.getAsDouble();
        return annotations.stream()
                .map(annotation -> annotation.at(Math.round(annotation.sample() * framesPerTick)))
                .toList();
    }

    private Entry entry(String id) throws WfdbException {
        var entry = entries.get(id);
        if (entry == null) {
            throw WfdbException.in(id, "there is no such recording");
        }
        return entry;
    }

    private record Entry(RecordFiles files, String headerName, RecordInfo info) {}
}
