package dev.pulsegate.ecg.wfdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Reads annotation files in MIT format, after annot(5) of the WFDB Applications Guide: 16-bit words, low byte first, a
 * code in the top six bits and in the rest the time since the annotation before. The codes SKIP, NUM, SUB, CHN and AUX
 * add to the annotation they stand at; a zero word ends the file.
 */
public final class AnnotationReader {
    /** Longer files are refused; a day's recording has about 0.3 MB. */
    static final int MAX_BYTES = 4 << 20;

    private static final Pattern TIME_RESOLUTION =
            Pattern.compile("## time resolution: (\\d{1,9}(?:\\.\\d{1,9})?)\\s*");

    private static final int SKIP = 59;
    private static final int NUM = 60;
    private static final int SUB = 61;
    private static final int CHN = 62;
    private static final int AUX = 63;

    private final String file;
    private final byte[] bytes;
    private final List<Annotation> annotations = new ArrayList<>();
    private int position;
    private long sample;
    private int channel;
    private int num;

    private AnnotationReader(String file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /**
     * Reads an annotation file.
     *
     * @throws WfdbException if it is missing, malformed, truncated or longer than 4 MiB
     * @throws IOException if it cannot be read
     */
    public static List<Annotation> read(Path file) throws IOException {
        var absolute = file.toAbsolutePath();
        return read(
                new FolderRecordFiles(absolute.getParent()),
                absolute.getFileName().toString());
    }

    /**
     * Reads an annotation file.
     *
     * @param name its name in {@code files}, such as {@code mitdb/208.atr}
     * @throws WfdbException if it is missing, malformed, truncated or longer than 4 MiB
     * @throws IOException if it cannot be read
     */
    public static List<Annotation> read(RecordFiles files, String name) throws IOException {
        try (var source = files.open(name)) {
            return new AnnotationReader(name, source.readAll(MAX_BYTES)).readAll();
        }
    }

    /**
     * The clock in which annotations count time, where the file states one of its own: newer writers put a comment
     * {@code ## time resolution: 1000} first. Otherwise it is the record's sampling frequency.
     *
     * @return ticks per second, more than 0, if stated
     */
    public static OptionalDouble statedClockHz(List<Annotation> annotations) {
        for (var annotation : annotations) {
            if (annotation.sample() != 0 || annotation.code() != AnnotationCode.NOTE) {
                break;
            }
            var match = TIME_RESOLUTION.matcher(annotation.aux());
            if (match.matches() && Double.parseDouble(match.group(1)) > 0) {
                return OptionalDouble.of(Double.parseDouble(match.group(1)));
            }
        }
        return OptionalDouble.empty();
    }

    private List<Annotation> readAll() throws WfdbException {
        for (var word = nextWord(); word != 0; word = nextWord()) {
            var number = word >> 10;
            if (number == SKIP) {
                // High half first, each half low byte first: the order of the PDP-11.
                sample += (nextWord() << 16) | nextWord();
            } else {
                readAnnotation(number, word & 0x3ff);
            }
        }
        return List.copyOf(annotations);
    }

    private void readAnnotation(int number, int interval) throws WfdbException {
        var at = position - 2;
        var code = AnnotationCode.of(number)
                .orElseThrow(() -> WfdbException.atByte(file, at, "code " + number + " is not one of an annotation"));
        sample += interval;
        var subtype = 0;
        var aux = "";
        for (var word = peekWord(); word >> 10 > SKIP; word = peekWord()) {
            position += 2;
            var value = word & 0x3ff;
            switch (word >> 10) {
                case NUM -> num = (byte) value;
                case SUB -> subtype = (byte) value;
                case CHN -> channel = value & 0xff;
                case AUX -> aux = text(value);
                default -> throw new IllegalStateException();
            }
        }
        annotations.add(new Annotation(sample, code, subtype, channel, num, aux));
    }

    private int nextWord() throws WfdbException {
        var word = peekWord();
        position += 2;
        return word;
    }

    private int peekWord() throws WfdbException {
        if (position + 2 > bytes.length) {
            throw WfdbException.atByte(file, bytes.length, "the file ends here without its end mark");
        }
        return (bytes[position] & 0xff) | ((bytes[position + 1] & 0xff) << 8);
    }

    /** Text is padded to whole words and may end in a zero byte of its own. */
    private String text(int length) throws WfdbException {
        if (position + length > bytes.length) {
            throw WfdbException.atByte(
                    file, position, "a text of " + length + " bytes does not fit; the file ends at " + bytes.length);
        }
        var text = new String(bytes, position, length, StandardCharsets.ISO_8859_1);
        position += length + length % 2;
        var end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }
}
