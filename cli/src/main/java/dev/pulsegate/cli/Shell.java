package dev.pulsegate.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a command is run from.
 *
 * @param environment looks up an environment variable; null where it is not set
 * @param out takes what the command has to say
 * @param err takes what is wrong with its options
 */
public record Shell(UnaryOperator<String> environment, PrintStream out, PrintStream err) {

    /** The one that this process was started from. */
    public static Shell ofThisProcess() {
        return new Shell(System::getenv, utf8(FileDescriptor.out), utf8(FileDescriptor.err));
    }

    /** Whatever the locale: ticks are not in ASCII. */
    private static PrintStream utf8(FileDescriptor stream) {
        return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }

    /** What an environment variable says; empty where it is not set or blank. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.apply(name)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
