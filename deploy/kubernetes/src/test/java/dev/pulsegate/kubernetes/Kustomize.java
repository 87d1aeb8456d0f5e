package dev.pulsegate.kubernetes;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Renders manifests as {@code kubectl apply -k} does. */
final class Kustomize {

    private static final Path GENERATED = Repository.MANIFESTS.resolve("target").resolve("kustomize");

    private Kustomize() {}

    /** Skips the test, and says so, where there is no kubectl. */
    static void assumeThere() {
        var there = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
        assumeTrue(there, "kubectl is not on the path: the manifests cannot be rendered, so nothing is known of them");
    }

    /** An overlay, by its name. */
    static Manifests overlay(String name) {
        return render(name, Repository.MANIFESTS.resolve("overlays").resolve(name));
    }

    /** An overlay with components, in the order in which they stand. */
    static Manifests overlayWith(String overlay, String... components) {
        var name = overlay + " with " + String.join(", ", components);
        var folder = GENERATED.resolve(name.replaceAll("\\W+", "-"));
        var text = "namespace: pulsegate%nresources: [../../../overlays/%s]%ncomponents: [%s]%n"
                .formatted(
                        overlay,
                        String.join(
                                ", ",
                                Stream.of(components)
                                        .map("../../../components/"::concat)
                                        .toList()));
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("kustomization.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return render(name, folder);
    }

    /** The names of all components. */
    static List<String> components() {
        return folders("components");
    }

    /** The names of all overlays. */
    static List<String> overlays() {
        return folders("overlays");
    }

    private static List<String> folders(String of) {
        try (var folders = Files.list(Repository.MANIFESTS.resolve(of))) {
            return folders.map(each -> each.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A warning, of something that the next kubectl will not take, is a failure too. */
    private static Manifests render(String name, Path folder) {
        try {
            Files.createDirectories(GENERATED);
            var said = Files.createTempFile(GENERATED, "kubectl", ".err");
            var kubectl = new ProcessBuilder("kubectl", "kustomize", folder.toString())
                    .redirectError(said.toFile())
                    .start();
            var text = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(kubectl.waitFor())
                    .as("%s: %s", name, Files.readString(said))
                    .isZero();
            assertThat(said).as(name).isEmptyFile();
            return Manifests.parse(name, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
