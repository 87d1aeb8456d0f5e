package dev.pulsegate.testkit.log;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Everything logged in this process from its making to its closing. */
public final class CapturedLog implements AutoCloseable {

    private final Logger root = Logger.getLogger("");
    private final Queue<LogRecord> records = new ConcurrentLinkedQueue<>();
    private final PatternFormatter formatter = new PatternFormatter("%p %c: %s%e");
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord each) {
            if (each instanceof ExtLogRecord record) {
                // Its context is the thread's, which goes on to something else.
                record.copyMdc();
            }
            records.add(each);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** Begins to listen. */
    public CapturedLog() {
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
    }

    /** All messages so far, with what was thrown. */
    public List<String> messages() {
        return records.stream().map(formatter::format).toList();
    }

    /** All messages so far in another format, as the configuration of logs has it. */
    public List<String> messages(String pattern) {
        var formatted = new PatternFormatter(pattern);
        return records.stream().map(formatted::format).toList();
    }

    /** The messages so far that somebody has to act on: errors, and warnings with a stack trace. */
    public List<String> alarms() {
        return records.stream()
                .filter(each -> each.getLevel().intValue() > Level.WARNING.intValue()
                        || (each.getLevel().intValue() == Level.WARNING.intValue() && each.getThrown() != null))
                .map(formatter::format)
                .toList();
    }

    @Override
    public void close() {
        root.removeHandler(handler);
    }
}
