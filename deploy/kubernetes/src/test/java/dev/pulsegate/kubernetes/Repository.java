package dev.pulsegate.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

/** Where things are; tests run in the folder of their module. */
final class Repository {

    static final Path MANIFESTS = Path.of("").toAbsolutePath();
    static final Path ROOT = MANIFESTS.getParent().getParent();

    private Repository() {}

    static String read(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The texts of a folder's files. */
    static Stream<String> sourcesOf(String folder) {
        try (var files = Files.list(ROOT.resolve(folder))) {
            return files.map(file -> read(ROOT.relativize(file).toString())).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a module sets for itself wherever it runs. */
    static Properties settingsOf(String module) {
        var settings = new Properties();
        try (var file = Files.newBufferedReader(
                ROOT.resolve(module).resolve("src/main/resources/META-INF/microprofile-config.properties"))) {
            settings.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }
}
