package dev.pulsegate.images;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.cli.Version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WrappingTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Path project;
    private Path java;
    private Path base;

    @BeforeEach
    void buildSomething() throws IOException {
        project = folder.resolve("project");
        write(project.resolve("auth-service/target/quarkus-app/quarkus-run.jar"), "a jar");
        write(project.resolve("auth-service/target/quarkus-app/lib/main/library.jar"), "a library");
        write(project.resolve("auth-service/target/sbom/auth-service.cdx.json"), "{}");
        write(project.resolve("deploy/images/jvm.options"), "-XX:+UseG1GC");
        java = folder.resolve("java");
        write(java.resolve("bin/java"), "runs");
        assertThat(java.resolve("bin/java").toFile().setExecutable(true)).isTrue();
        base = folder.resolve("base");
        write(base.resolve("etc/passwd"), "root:x:0:0::/:/bin/sh");
    }

    @Test
    void anImageSaysWhoRunsWhatAndWhatItIs() throws Exception {
        var configuration = configuration(image("first"));

        assertThat(configuration.path("User").asText()).isEqualTo("10001:10001");
        assertThat(configuration.path("Entrypoint").toString())
                .isEqualTo("[\"/opt/java/bin/java\",\"@/app/jvm.options\",\"-jar\",\"/app/quarkus-run.jar\"]");
        assertThat(configuration
                        .path("Labels")
                        .path("org.opencontainers.image.version")
                        .asText())
                .isEqualTo(Version.current());
        assertThat(configuration
                        .path("Labels")
                        .path("org.opencontainers.image.revision")
                        .asText())
                .isEqualTo("a commit");
        assertThat(configuration.path("ExposedPorts").has("8080/tcp")).isTrue();
    }

    @Test
    void itsTagIsTheVersion() throws Exception {
        var tag = JSON.readTree(files(image("first")).get("manifest.json"))
                .path(0)
                .path("RepoTags")
                .path(0);

        assertThat(tag.asText()).endsWith("pulsegate/auth-service:" + Version.current());
    }

    @Test
    void theSameContentsMakeTheSameImage() throws Exception {
        var first = Files.readAllBytes(image("first"));
        // Whatever the times of the files are.
        write(project.resolve("auth-service/target/quarkus-app/quarkus-run.jar"), "a jar");

        assertThat(Files.readAllBytes(image("second"))).isEqualTo(first);
    }

    @Test
    void whatHasNotBeenBuiltIsNamed() throws IOException {
        Files.delete(project.resolve("auth-service/target/sbom/auth-service.cdx.json"));

        assertThatThrownBy(() -> contents("first"))
                .hasMessageContaining("auth-service.cdx.json is missing: build with mvn -Pimages");
    }

    private Contents contents(String name) throws IOException {
        return Contents.assemble(Product.AUTH_SERVICE, project, java, folder.resolve(name));
    }

    private Path image(String name) throws Exception {
        var to = folder.resolve(name + "-images");
        new Wrapping("folder://" + base, to.toString(), folder.resolve("cache"), "a commit").wrap(contents(name));
        return to.resolve("auth-service.tar");
    }

    private static JsonNode configuration(Path image) throws IOException {
        var files = files(image);
        var name =
                JSON.readTree(files.get("manifest.json")).path(0).path("Config").asText();
        return JSON.readTree(files.get(name)).path("config");
    }

    private static Map<String, byte[]> files(Path image) throws IOException {
        var files = new HashMap<String, byte[]>();
        try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(Files.readAllBytes(image)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                files.put(entry.getName(), tar.readAllBytes());
            }
        }
        return files;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
