package dev.pulsegate.platform.log;

import java.util.logging.Filter;
import java.util.logging.LogRecord;

import io.quarkus.logging.LoggingFilter;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;

/**
 * Keeps every record to its line before it is formatted, whatever the format. Every handler has it, by configuration; it
 * lets all records pass.
 */
@LoggingFilter(name = OneLineFilter.NAME)
public final class OneLineFilter implements Filter {

    /** The filter's name in {@code quarkus.log.*.filter}. */
    public static final String NAME = "one-line";

    /** Puts parameters in their places. */
    private static final ExtFormatter MESSAGE = new ExtFormatter() {
        @Override
        public String format(ExtLogRecord logged) {
            return formatMessage(logged);
        }
    };

    @Override
    public boolean isLoggable(LogRecord logged) {
        if (logged instanceof ExtLogRecord written) {
            var message = MESSAGE.format(written);
            if (message != null && !OneLine.isOneLine(message)) {
                written.setMessage(OneLine.of(message), FormatStyle.NO_FORMAT);
            }
        }
        if (logged.getThrown() != null) {
            logged.setThrown(OneLineThrowable.of(logged.getThrown()));
        }
        return true;
    }
}
