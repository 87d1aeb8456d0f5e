package dev.pulsegate.bench.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How servers are started.
 *
 * @param serverOptions options of the Java virtual machine for every server, after the product's own
 */
public record Setting(Path home, List<String> serverOptions) {

    /** The options in a text, as blanks part them. */
    public static List<String> words(String options) {
        return Stream.of(options.split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }

    /** The virtual machine's options: the product's, for the raw server too, so that only the servers differ. */
    List<String> javaOptions() {
        return javaOptions(Shape.oneProcess());
    }

    List<String> javaOptions(Shape shape) {
        var options = new ArrayList<String>();
        var ofProduct = shape.options(home);
        if (Files.exists(ofProduct)) {
            options.add("@" + ofProduct);
        }
        options.addAll(serverOptions);
        return options;
    }

    /** Where results and logs go. */
    public Path output() {
        return home.resolve("bench/target");
    }

    Path log(String server) {
        return output().resolve(server + ".log");
    }
}
