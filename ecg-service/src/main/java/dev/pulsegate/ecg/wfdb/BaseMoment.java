package dev.pulsegate.ecg.wfdb;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * When a record began, as its record line says. Writers differ in how they put it, and no sample depends on it: what
 * cannot be read is remarked on and left out.
 *
 * @param time the time of day; null if it is not stated
 * @param date the date; null if it is not stated
 */
record BaseMoment(LocalTime time, LocalDate date) {

    private static final Pattern TIME =
            Pattern.compile("(?:(?:(\\d{1,2}):)?(\\d{1,2}):)?(\\d{1,2})(?:\\.(\\d{1,9})\\d*)?");
    private static final Pattern DATE = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{1,4})");

    /** Reads the fields after the number of samples: a time, then a date, though some writers have them the other way. */
    static BaseMoment of(List<String> fields, Consumer<String> remarks) {
        LocalTime time = null;
        LocalDate date = null;
        for (var field : fields) {
            var asTime = time == null ? time(field) : Optional.<LocalTime>empty();
            var asDate = date == null ? date(field) : Optional.<LocalDate>empty();
            if (asTime.isPresent()) {
                time = asTime.get();
            } else if (asDate.isPresent()) {
                date = asDate.get();
            } else {
                remarks.accept("\"" + WfdbException.quote(field)
                        + "\" is left out: as base time or date it is neither HH:MM:SS nor DD/MM/YYYY");
            }
        }
        return new BaseMoment(time, date);
    }

    /** Hours and minutes may be left out, from the left. */
    private static Optional<LocalTime> time(String text) {
        var match = TIME.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var nanos = match.group(4) == null ? "0" : (match.group(4) + "000000000").substring(0, 9);
        try {
            return Optional.of(LocalTime.of(
                    number(match.group(1)), number(match.group(2)), number(match.group(3)), number(nanos)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> date(String text) {
        var match = DATE.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(number(match.group(3)), number(match.group(2)), number(match.group(1))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
