package dev.pulsegate.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The Java that is inside of the images: the one that runs this, less the modules that nothing there uses. */
final class JavaRuntime {

    /**
     * What the services and the worker use. A module that is missing shows when they are started, which the recording for
     * the AOT cache and the e2e do.
     */
    private static final List<String> MODULES = List.of(
            "java.base",
            // Hibernate's java.beans; its libraries for screens are never loaded.
            "java.desktop",
            "java.instrument",
            "java.logging",
            "java.management",
            "java.naming",
            "java.net.http",
            "java.rmi",
            "java.security.jgss",
            "java.security.sasl",
            "java.sql",
            "java.transaction.xa",
            "java.xml",
            "jdk.jfr",
            "jdk.management",
            "jdk.naming.dns",
            "jdk.net",
            "jdk.unsupported",
            "jdk.zipfs");

    private JavaRuntime() {}

    /** Has it in a folder, which is left as it is if it is there and of the same Java. */
    static Path in(Path folder) throws IOException, InterruptedException {
        var home = Path.of(System.getProperty("java.home"));
        var made = folder.resolve("made-of.txt");
        var wanted = System.getProperty("java.vm.version") + " " + home + " " + MODULES;
        if (Files.exists(made) && Files.readString(made).equals(wanted)) {
            return folder.resolve("java");
        }
        FileTree.remove(folder);
        Files.createDirectories(folder);
        Programs.run(List.of(
                home.resolve("bin/jlink").toString(),
                "--add-modules",
                String.join(",", MODULES),
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                folder.resolve("java").toString()));
        // The archive of Java's own classes, for whatever starts without an AOT cache.
        Programs.run(List.of(
                folder.resolve("java/bin/java").toString(),
                "-XX:+UseG1GC",
                "-XX:+UseCompactObjectHeaders",
                "-Xshare:dump"));
        Files.writeString(made, wanted);
        return folder.resolve("java");
    }
}
