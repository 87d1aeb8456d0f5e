package dev.pulsegate.bench.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the JMH benchmarks of this package. */
final class MicroBench {

    private MicroBench() {}

    /**
     * Runs them.
     *
     * @param home the project's folder; results go to {@code bench/target/jmh.json} below it
     * @param arguments JMH's own, a pattern of benchmarks first; they come after the ones set here
     */
    static void run(Path home, List<String> arguments) throws IOException {
        var folder = home.resolve("bench/target");
        Files.createDirectories(folder);
        var all = new ArrayList<>(List.of(
                "-jvmArgsAppend",
                "-XX:+UseSerialGC",
                "-rf",
                "json",
                "-rff",
                folder.resolve("jmh.json").toString()));
        all.addAll(arguments);
        org.openjdk.jmh.Main.main(all.toArray(String[]::new));
    }
}
