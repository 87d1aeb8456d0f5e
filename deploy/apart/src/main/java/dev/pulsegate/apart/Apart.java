package dev.pulsegate.apart;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.pulsegate.cli.ExitCode;
import dev.pulsegate.cli.Program;
import dev.pulsegate.cli.Shell;
import dev.pulsegate.embedded.Options;
import dev.pulsegate.embedded.Settings;
import dev.pulsegate.embedded.StopSequence;
import dev.pulsegate.embedded.folder.StartupFailure;
import dev.pulsegate.platform.log.OneLine;

/**
 * The launcher's entry. Exits with 1 if PulseGate cannot start, 2 if the command line makes no sense, 3 if the database has
 * died and cannot be started again, and 4 if something hung when it was to stop.
 */
public final class Apart {

    private static final int CANNOT_START = ExitCode.FAILED;
    private static final int DATABASE_DIED = 3;

    private Apart() {}

    /** Runs PulseGate until it is told to stop; {@link ApartCommand} says how it is asked to. */
    public static void main(String... arguments) {
        var command = new ApartCommand(Settings::configured, Apart::start);
        System.exit(new Program(command, Shell.ofThisProcess()).run(List.of(arguments)));
    }

    private static int start(Options options, int replicas) {
        chooseLog(options.jsonLogs());
        try {
            run(options, replicas, Settings.stopLimit().plus(Installation.REST_OF_STOP));
        } catch (StartupFailure e) {
            say(e.getMessage());
            e.programOutput().lines().map(OneLine::of).forEach(System.err::println);
        }
        return CANNOT_START;
    }

    /** Returns only if the process is ending. */
    private static void run(Options options, int replicas, Duration stopLimit) {
        var stop = StopSequence.install(stopLimit);
        // Nothing here stops by itself: the sequence is all there is.
        stop.applicationIsOver();
        try {
            var installation = new Installation(options, replicas, home(), Apart::end);
            installation.start(stop);
            installation.awaitEnd();
        } catch (StartupFailure e) {
            // A start cut short by Ctrl+C fails in some way or other: no news to whoever pressed it.
            if (!stop.hasBegun()) {
                throw e;
            }
        }
    }

    /** Before anything is logged. */
    private static void chooseLog(boolean json) {
        var file = json ? "/logging-json.properties" : "/logging.properties";
        System.setProperty(
                "logging.configuration", Apart.class.getResource(file).toString());
    }

    /** The folder that the modules are in: the jar lies in one's {@code target}. */
    private static Path home() {
        try {
            var jar = Path.of(Apart.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return jar.resolve("../../../..").normalize();
        } catch (URISyntaxException e) {
            throw new StartupFailure("It is not known where the services are: " + e.getMessage(), e);
        }
    }

    /** On a thread of its own: the one that says so is waited for before the process ends. */
    private static void end(Installation.End end, String why) {
        say(why);
        int exitCode =
                switch (end) {
                    case REPLICA_FAILED -> CANNOT_START;
                    case DATABASE_DIED -> DATABASE_DIED;
                };
        Thread.ofPlatform().name("end").start(() -> System.exit(exitCode));
    }

    private static void say(String what) {
        System.err.println("pulsegate: " + OneLine.of(String.valueOf(what)));
    }
}
