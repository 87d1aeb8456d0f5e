package dev.pulsegate.ecg.wfdb;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Parses one header file. Every refusal names the line. */
final class HeaderParser {
    private static final double DEFAULT_FREQUENCY_HZ = 250;
    private static final double MAX_FREQUENCY_HZ = 1e6;
    /** The manual allows 255. */
    private static final int MAX_LINE_CHARS = 1_000;

    private static final int MAX_SIGNALS = 1_024;
    private static final int MAX_SAMPLES_PER_FRAME = 1 << 16;
    /** About 34 years at 1 kHz; keeps every product of frames, samples and bytes far inside a long. */
    private static final long MAX_FRAMES = 1L << 40;

    /** Some writers put whole numbers as floating-point ones. */
    private static final Pattern WHOLE = Pattern.compile("([-+]?\\d{1,18})(\\.0*)?");

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int BASE_TIME = 4;
    private static final int AFTER_BASE_DATE = 6;

    private final String file;
    private final List<SignalSpec> signals = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private final Set<String> closedFiles = new HashSet<>();
    /** By what they are about: what a writer does in one line it does in each. */
    private final Map<String, String> remarks = new LinkedHashMap<>();

    private WfdbHeader.RecordLine recordLine;
    private int frameSamples;
    private int lineNumber;

    HeaderParser(String file) {
        this.file = file;
    }

    WfdbHeader parse(byte[] bytes) throws WfdbException {
        for (var line : (Iterable<String>) text(bytes).lines()::iterator) {
            lineNumber++;
            parseLine(line.strip());
        }
        if (recordLine == null) {
            throw problem("there is no record line");
        }
        if (signals.size() < recordLine.signals()) {
            throw problem("the header ends after " + signals.size() + " of " + recordLine.signals() + " signal lines");
        }
        return new WfdbHeader(recordLine, signals, comments, List.copyOf(remarks.values()));
    }

    private void parseLine(String line) throws WfdbException {
        if (line.startsWith("#")) {
            comments.add(line.substring(1).strip());
        } else if (line.isEmpty()) {
            return;
        } else if (line.length() > MAX_LINE_CHARS) {
            throw problem("the line has more than " + MAX_LINE_CHARS + " characters");
        } else if (recordLine == null) {
            recordLine = parseRecordLine(line.split("\\s+"));
        } else if (signals.size() < recordLine.signals()) {
            addSignal(new SignalLineParser(this, recordLine.recordName(), signals.size()).parse(line));
        } else {
            throw problem("there are more signal lines than the " + recordLine.signals() + " of the record line");
        }
    }

    private WfdbHeader.RecordLine parseRecordLine(String[] fields) throws WfdbException {
        if (fields[0].indexOf('/') >= 0) {
            throw problem("records of several segments are not supported");
        }
        if (fields.length < 2) {
            throw problem("the record line does not say how many signals there are");
        }
        var signalCount = integer(fields[1], 0, MAX_SIGNALS, "number of signals");
        var frequencyHz = DEFAULT_FREQUENCY_HZ;
        var counterHz = frequencyHz;
        var baseCounter = 0.0;
        if (fields.length > 2) {
            var counterAt = fields[2].indexOf('/');
            frequencyHz =
                    frequency(counterAt < 0 ? fields[2] : fields[2].substring(0, counterAt), "sampling frequency");
            counterHz = frequencyHz;
            if (counterAt >= 0) {
                var counter = Parenthesised.of(fields[2].substring(counterAt + 1));
                counterHz = frequency(counter.outside(), "counter frequency");
                baseCounter = counter.inside().isEmpty() ? 0 : decimal(counter.inside(), "base counter value");
            }
        }
        var frames = fields.length > 3 ? integer64(fields[3], MAX_FRAMES, "number of samples") : 0;
        var base = BaseMoment.of(
                Arrays.stream(fields).limit(AFTER_BASE_DATE).skip(BASE_TIME).toList(),
                remark -> remark(remark, remark));
        return new WfdbHeader.RecordLine(
                fields[0], signalCount, frequencyHz, counterHz, baseCounter, frames, base.time(), base.date());
    }

    /** Signals of one file stand together and agree on how it is packed. */
    private void addSignal(SignalSpec signal) throws WfdbException {
        if (!signals.isEmpty()) {
            var previous = signals.getLast();
            if (!previous.fileName().equals(signal.fileName())) {
                closedFiles.add(previous.fileName());
            } else if (previous.format() != signal.format() || previous.byteOffset() != signal.byteOffset()) {
                throw problem("signals of one file must have the same format and byte offset");
            }
        }
        if (closedFiles.contains(signal.fileName())) {
            throw problem("signals of one file must stand next to each other");
        }
        frameSamples += signal.samplesPerFrame();
        if (frameSamples > MAX_SAMPLES_PER_FRAME) {
            throw problem("a frame has more than " + MAX_SAMPLES_PER_FRAME + " samples");
        }
        signals.add(signal);
    }

    int integer(String text, int min, int max, String what) throws WfdbException {
        return Math.toIntExact(whole(text, min, max, what));
    }

    long integer64(String text, long max, String what) throws WfdbException {
        return whole(text, 0, max, what);
    }

    private long whole(String text, long min, long max, String what) throws WfdbException {
        var match = WHOLE.matcher(text);
        var value = match.matches() ? OptionalLong.of(Long.parseLong(match.group(1))) : OptionalLong.empty();
        if (value.isEmpty() || value.getAsLong() < min || value.getAsLong() > max) {
            throw problem(
                    what + " \"" + WfdbException.quote(text) + "\" is not a whole number from " + min + " to " + max);
        }
        if (match.group(2) != null) {
            remark(what, what + " \"" + WfdbException.quote(text) + "\" is taken as the whole number it is");
        }
        return value.getAsLong();
    }

    double decimal(String text, String what) throws WfdbException {
        // Double.parseDouble also takes "NaN", "1d" and hexadecimal, which no header means.
        if (text.length() <= 40 && text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?")) {
            var value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        }
        throw problem(what + " \"" + WfdbException.quote(text) + "\" is not a number");
    }

    private double frequency(String text, String what) throws WfdbException {
        var value = decimal(text, what);
        if (value < 1e-6 || value > MAX_FREQUENCY_HZ) {
            throw problem(what + " " + value + " is not above 0 and at most " + MAX_FREQUENCY_HZ + " Hz");
        }
        return value;
    }

    private void remark(String about, String remark) {
        remarks.putIfAbsent(about, "line " + lineNumber + ": " + remark);
    }

    WfdbException problem(String what) {
        return WfdbException.atLine(file, Math.max(1, lineNumber), what);
    }

    /** Headers are ASCII by the book; comments in the wild are UTF-8, with or without a mark of that, or Latin-1. */
    private static String text(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** A field such as {@code 200(1024)}: what stands outside the parentheses and what inside, either may be empty. */
    record Parenthesised(String outside, String inside) {
        static Parenthesised of(String field) {
            var open = field.indexOf('(');
            return open < 0 || !field.endsWith(")")
                    ? new Parenthesised(field, "")
                    : new Parenthesised(field.substring(0, open), field.substring(open + 1, field.length() - 1));
        }
    }
}
