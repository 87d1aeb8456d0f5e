package dev.pulsegate.ecg.wfdb;

import java.util.regex.Pattern;

/**
 * Parses one signal line: {@code file format[xSPF][:skew][+offset] [gain[(baseline)][/units] [resolution [zero [initial
 * [checksum [block size [description]]]]]]]}. A field is present only where all before it are.
 */
final class SignalLineParser {
    private static final Pattern FORMAT = Pattern.compile("(\\d+)(?:x(\\d+))?(?::(\\d+))?(?:\\+(\\d+))?");
    private static final int FIELDS_BEFORE_DESCRIPTION = 8;
    private static final long MAX_BYTE_OFFSET = 1L << 40;
    private static final double MIN_GAIN = 1e-9;
    private static final double MAX_GAIN = 1e12;

    private final HeaderParser header;
    private final String recordName;
    private final int index;

    SignalLineParser(HeaderParser header, String recordName, int index) {
        this.header = header;
        this.recordName = recordName;
        this.index = index;
    }

    SignalSpec parse(String line) throws WfdbException {
        // The description is the rest of the line, spaces and all.
        var fields = line.split("\\s+", FIELDS_BEFORE_DESCRIPTION + 1);
        if (fields.length < 2) {
            throw header.problem("a signal line needs a file name and a format");
        }
        if (!RecordFiles.isPlainName(fields[0]) || fields[0].equals("-") || fields[0].equals("~")) {
            throw header.problem("\"" + WfdbException.quote(fields[0]) + "\" is not the name of a file in this folder");
        }
        var packing = FORMAT.matcher(fields[1]);
        if (!packing.matches()) {
            throw header.problem("\"" + WfdbException.quote(fields[1]) + "\" is not a signal format");
        }
        var gain = Gain.of(fields.length > 2 ? fields[2] : "0", header);
        var adcZero = optional(fields, 4, "ADC zero", Integer.MIN_VALUE, Integer.MAX_VALUE, 0);
        var format = format(packing.group(1));
        return new SignalSpec(
                fields[0],
                format,
                packing.group(2) == null ? 1 : header.integer(packing.group(2), 1, 1 << 16, "samples per frame"),
                packing.group(3) == null ? 0 : header.integer(packing.group(3), 0, Integer.MAX_VALUE, "skew"),
                packing.group(4) == null ? 0 : header.integer64(packing.group(4), MAX_BYTE_OFFSET, "byte offset"),
                gain.value(),
                gain.calibrated(),
                gain.baseline().isEmpty()
                        ? adcZero
                        : header.integer(gain.baseline(), Integer.MIN_VALUE, Integer.MAX_VALUE, "baseline"),
                gain.units(),
                optional(fields, 3, "ADC resolution", 0, 64, format.isDifferential() ? 10 : 12),
                adcZero,
                optional(fields, 5, "initial value", Integer.MIN_VALUE, Integer.MAX_VALUE, adcZero),
                fields.length > 6,
                // Some writers give the same 16 bits unsigned.
                (short) optional(fields, 6, "checksum", Short.MIN_VALUE, 0xffff, 0),
                optional(fields, 7, "block size", 0, Integer.MAX_VALUE, 0),
                fields.length > 8 ? fields[8] : "record " + recordName + ", signal " + index);
    }

    private SignalFormat format(String digits) throws WfdbException {
        var code = header.integer(digits, 0, Integer.MAX_VALUE, "signal format");
        return SignalFormat.of(code).orElseThrow(() -> header.problem("signal format " + code + " is not supported"));
    }

    private int optional(String[] fields, int at, String what, int min, int max, int absent) throws WfdbException {
        return at < fields.length ? header.integer(fields[at], min, max, what) : absent;
    }

    /** The field {@code gain(baseline)/units}; the baseline is empty where it is not stated. */
    private record Gain(double value, boolean calibrated, String baseline, String units) {
        static Gain of(String field, HeaderParser header) throws WfdbException {
            var slash = field.indexOf('/');
            var number = HeaderParser.Parenthesised.of(slash < 0 ? field : field.substring(0, slash));
            var units = slash < 0 || slash == field.length() - 1 ? "mV" : field.substring(slash + 1);
            var stated = header.decimal(number.outside(), "gain");
            if (stated == 0) {
                return new Gain(SignalSpec.DEFAULT_GAIN, false, number.inside(), units);
            }
            if (Math.abs(stated) < MIN_GAIN || Math.abs(stated) > MAX_GAIN) {
                throw header.problem("gain " + stated + " is out of range");
            }
            return new Gain(stated, true, number.inside(), units);
        }
    }
}
