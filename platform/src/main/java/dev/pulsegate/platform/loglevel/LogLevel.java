package dev.pulsegate.platform.loglevel;

import java.util.Arrays;
import java.util.Optional;

import org.jboss.logmanager.Level;

/** The least that is logged of a category. */
public enum LogLevel {
    /** What somebody has to act on. */
    ERROR,
    /** And what somebody may want to look at. */
    WARN,
    /** And what happens now and then. */
    INFO,
    /** And what helps to find a fault. */
    DEBUG;

    /** The level of this name; empty if there is none. */
    static Optional<LogLevel> named(String name) {
        return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
    }

    /** The same, as the log has it. */
    Level level() {
        return switch (this) {
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
        };
    }
}
