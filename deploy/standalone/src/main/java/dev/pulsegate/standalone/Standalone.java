package dev.pulsegate.standalone;

import java.time.Duration;
import java.util.List;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;

import dev.pulsegate.cli.ExitCode;
import dev.pulsegate.cli.Program;
import dev.pulsegate.cli.Shell;
import dev.pulsegate.embedded.ListenAddress;
import dev.pulsegate.embedded.Options;
import dev.pulsegate.embedded.Settings;
import dev.pulsegate.embedded.StopSequence;
import dev.pulsegate.embedded.database.EmbeddedDatabase;
import dev.pulsegate.embedded.folder.DataFolder;
import dev.pulsegate.embedded.folder.StartupFailure;
import dev.pulsegate.platform.log.OneLine;

/**
 * The command line's entry: the database first, then the application on it; the other way round when it ends. Exits
 * with 1 if PulseGate cannot start, 2 if the command line makes no sense, 3 if the database has died and cannot be started
 * again, and 4 if something hung when it was to stop.
 */
@QuarkusMain
public final class Standalone {

    private static final List<String> DATABASES = List.of("auth", "ecg", "gateway");

    /** The folder of the user's own recordings; in the data folder unless configured. */
    private static final String RECORDINGS = "pulsegate.ecg.recordings";

    /** The folder of files sent and handed back; in the data folder unless configured. */
    private static final String FILES = "pulsegate.gateway.files.folder.path";

    /** Where metrics and the API's description are; see {@link ListenAddress#operatorsPort} unless configured. */
    private static final String OPERATORS_PORT = "quarkus.management.port";

    private static final int CANNOT_START = ExitCode.FAILED;
    private static final int DATABASE_DIED = 3;

    private Standalone() {}

    /** Runs PulseGate until it is told to stop; {@link UpCommand} says how it is asked to. */
    public static void main(String... arguments) {
        var command = new UpCommand(Settings::configured, Standalone::start);
        System.exit(new Program(command, Shell.ofThisProcess()).run(List.of(arguments)));
    }

    private static int start(Options options) {
        try {
            run(options, Settings.stopLimit());
            return ExitCode.DONE;
        } catch (StartupFailure e) {
            report(e);
            return CANNOT_START;
        }
    }

    private static void run(Options options, Duration stopLimit) {
        var stop = StopSequence.install(stopLimit);
        try {
            var address = ListenAddress.check(options.host(), options.port());
            if (options.demoAccount()) {
                address.requireThisMachineOnly();
            }
            var folder = DataFolder.open(options.data());
            stop.addFirst(folder::close);
            var care = new EmbeddedDatabase.Care(Settings.databaseRestartLimit(), Standalone::endWithoutDatabase);
            var database =
                    EmbeddedDatabase.start(folder, DATABASES, care, line -> System.err.println(OneLine.of(line)));
            stop.inEmergency(database::kill);
            stop.addFirst(database::stop);
            configure(options, address, folder, database);
        } catch (StartupFailure e) {
            end(stop, CANNOT_START, e);
        }
        if (stop.hasBegun()) {
            stop.applicationIsOver();
            return;
        }
        Quarkus.run(StandaloneApplication.class, (exitCode, failure) -> end(stop, exitCode, failure));
    }

    private static void configure(
            Options options, ListenAddress address, DataFolder folder, EmbeddedDatabase database) {
        System.setProperty("quarkus.http.host", address.host());
        System.setProperty("quarkus.http.port", Integer.toString(address.port()));
        if (Settings.configured(OPERATORS_PORT) == null) {
            System.setProperty(OPERATORS_PORT, Integer.toString(address.operatorsPort(options.port())));
        }
        System.setProperty("quarkus.log.console.json.enabled", Boolean.toString(options.jsonLogs()));
        System.setProperty("pulsegate.standalone.data", folder.path().toString());
        System.setProperty(
                "quarkus.vertx.cache-directory",
                folder.emptyFolder("cache").resolve("vertx").toString());
        System.setProperty("pulsegate.auth.demo-admin", Boolean.toString(options.demoAccount()));
        System.setProperty("pulsegate.auth.signing-key.secret", folder.secret("signing-key-secret"));
        System.setProperty("pulsegate.gateway.files.url-secret", folder.secret("file-url-secret"));
        if (Settings.configured(FILES) == null) {
            System.setProperty(FILES, folder.folder("files").toString());
        }
        if (Settings.configured(RECORDINGS) == null) {
            System.setProperty(RECORDINGS, folder.folder("recordings").toString());
        }
        for (var name : DATABASES) {
            System.setProperty("quarkus.datasource." + name + ".jdbc.url", database.jdbcUrl(name));
            System.setProperty("quarkus.datasource." + name + ".username", database.username());
            System.setProperty("quarkus.datasource." + name + ".password", database.password());
        }
    }

    /** Says why, if there is a why, and ends the process; the stop sequence does the rest. */
    private static void end(StopSequence stop, int exitCode, Throwable failure) {
        // A start cut short by Ctrl+C fails in some way or other: no news to whoever pressed it.
        if (failure != null && !stop.hasBegun()) {
            report(failure);
        }
        stop.applicationIsOver();
        System.exit(exitCode);
    }

    /** On a thread of its own: the one that says so is waited for before the process ends. */
    private static void endWithoutDatabase(String why) {
        say(why);
        Thread.ofPlatform().name("end").start(() -> System.exit(DATABASE_DIED));
    }

    private static void say(String what) {
        System.err.println("pulsegate: " + OneLine.of(String.valueOf(what)));
    }

    private static void report(Throwable failure) {
        var root = failure;
        while (root.getCause() != null && !(root instanceof StartupFailure)) {
            root = root.getCause();
        }
        switch (root) {
            case StartupFailure told -> {
                say(told.getMessage());
                told.programOutput().lines().map(OneLine::of).forEach(System.err::println);
            }
            case QuarkusBindException bind ->
                say(ListenAddress.cannotBind(bind.getHost(), bind.getPort(), bind)
                        .getMessage());
            case ConfigurationException _, ConfigValidationException _ -> {
                say("The configuration cannot be used:");
                root.getMessage().lines().map(OneLine::of).forEach(System.err::println);
            }
            default -> {
                say("PulseGate did not start: " + root.getMessage());
                failure.printStackTrace();
            }
        }
    }
}
