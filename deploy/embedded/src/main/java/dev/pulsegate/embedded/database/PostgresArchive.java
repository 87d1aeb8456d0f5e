package dev.pulsegate.embedded.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Properties;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

import dev.pulsegate.embedded.folder.FileTree;
import dev.pulsegate.embedded.folder.StartupFailure;

/**
 * The server binaries as they come in the product's jars: one {@code .txz} for each operating system and processor.
 *
 * @param version PostgreSQL's version and the packaging's, as in {@code 18.3.0}
 * @param platform operating system and processor, as in {@code linux-x86_64}
 */
record PostgresArchive(String version, String platform) {

    private static final String MANIFEST = ".unpacked";

    /** The archive for the machine this runs on. */
    static PostgresArchive forThisMachine() {
        return new PostgresArchive(
                packagedVersion(), platform(System.getProperty("os.name"), System.getProperty("os.arch")));
    }

    /** The packaging's name of a platform, from what Java calls its parts. */
    static String platform(String osName, String osArch) {
        var system = osName.startsWith("Linux") ? "linux" : osName.startsWith("Mac") ? "darwin" : null;
        var processor =
                switch (osArch.toLowerCase(Locale.ROOT)) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> null;
                };
        if (system == null || processor == null) {
            throw new StartupFailure("The embedded PostgreSQL runs on Linux and macOS, on x86-64 and arm64; this is "
                    + osName + " on " + osArch + ".");
        }
        return system + "-" + processor;
    }

    /** PostgreSQL's major version: data of another one cannot be opened. */
    String majorVersion() {
        return version.substring(0, version.indexOf('.'));
    }

    /**
     * Unpacks the binaries below {@code parent} unless they are there already, whole. Versions left by an earlier
     * PulseGate are removed: nothing may be running from them any more.
     *
     * @return the folder that holds {@code bin}, {@code lib} and {@code share}
     */
    Path unpackInto(Path parent) throws IOException {
        var home = parent.resolve("postgresql-" + version + "-" + platform);
        if (isWhole(home)) {
            return home;
        }
        try (var leftovers = Files.list(parent)) {
            for (var leftover : leftovers.toList()) {
                FileTree.delete(leftover);
            }
        }
        var unfinished = Files.createTempDirectory(parent, "unfinished");
        unpack(unfinished);
        Files.writeString(unfinished.resolve(MANIFEST), measure(unfinished));
        return Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private void unpack(Path target) throws IOException {
        var resource = "postgres-" + platform + ".txz";
        try (var packed = PostgresArchive.class.getClassLoader().getResourceAsStream(resource)) {
            if (packed == null) {
                throw new StartupFailure("This build of PulseGate comes without PostgreSQL for " + platform + ".");
            }
            try (var entries = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
                for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                    unpackEntry(entry, entries, target);
                }
            }
        }
    }

    private static void unpackEntry(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        var file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("the archive's entry " + entry.getName() + " leads out of its folder");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(file, target.resolve(entry.getLinkName()));
        } else {
            Files.copy(content, file);
            var executable = (entry.getMode() & 0100) != 0;
            if (executable && !file.toFile().setExecutable(true)) {
                throw new IOException(file + " cannot be made executable");
            }
        }
    }

    /** Also redoes what lost files since, to a cleaner of temporary files or a full disk. */
    private static boolean isWhole(Path home) throws IOException {
        var manifest = home.resolve(MANIFEST);
        return Files.exists(manifest) && Files.readString(manifest).equals(measure(home));
    }

    private static String measure(Path home) throws IOException {
        var files = 0;
        var bytes = 0L;
        try (var tree = Files.walk(home)) {
            for (var file : (Iterable<Path>) tree.filter(f -> !f.endsWith(MANIFEST))::iterator) {
                if (Files.isRegularFile(file)) {
                    files++;
                    bytes += Files.size(file);
                }
            }
        }
        return files + " files, " + bytes + " bytes\n";
    }

    private static String packagedVersion() {
        try (var resource = PostgresArchive.class.getClassLoader().getResourceAsStream("postgresql.properties")) {
            var properties = new Properties();
            properties.load(resource);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new StartupFailure("This build of PulseGate does not say which PostgreSQL it comes with.", e);
        }
    }
}
