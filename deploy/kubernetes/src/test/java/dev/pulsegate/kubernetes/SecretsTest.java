package dev.pulsegate.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Every secret that is asked for is made, or an operator is told how to make it. */
@ExtendWith(Installations.Rendered.class)
class SecretsTest {

    private static final int LONG_ENOUGH = 64;

    /** What the script knows by itself and nobody has to guess. */
    private static final Set<String> NO_SECRETS = Set.of("name", "username", "jdbc-url", "host", "port");

    @Test
    @EnabledOnOs(OS.LINUX)
    void theSmallInstallationMakesAllItsSecrets(Installations installations, @TempDir Path folder) throws Exception {
        var made = make(folder, "201");

        assertThat(asked(installations.local())).isSubsetOf(keys(made));
        assertThat(made.keySet()).first().isEqualTo("pulsegate-first-administrator");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void noSecretIsMadeTwiceAndNoneIsShort(@TempDir Path one, @TempDir Path other) throws Exception {
        var secrets = Stream.of(make(one, "201"), make(other, "201"))
                .flatMap(made -> made.values().stream())
                .flatMap(JsonNode::propertyStream)
                .filter(member -> !NO_SECRETS.contains(member.getKey()))
                .map(member -> member.getValue().asText())
                .toList();

        assertThat(secrets).hasSizeGreaterThan(10).doesNotHaveDuplicates().allSatisfy(secret -> assertThat(secret)
                .hasSizeGreaterThan(LONG_ENOUGH)
                .matches("[0-9a-f-]+"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsThereAlreadyIsLeftAndWhatIsRefusedFails(@TempDir Path there, @TempDir Path refused) throws Exception {
        assertThat(run(there, "409")).isZero();
        assertThat(run(refused, "403")).isEqualTo(1);
        assertThat(said(refused)).contains("pulsegate-first-administrator: the API server answers 403");
    }

    @TestFactory
    Stream<DynamicTest> operatorsAreToldOfEverySecret(Installations installations) {
        var guide = Repository.read("docs/operations.md");
        return installations.all().stream()
                .filter(each -> !each.equals(installations.local()))
                .map(each -> dynamicTest(
                        each.name(), () -> assertThat(asked(each)).isNotEmpty().allSatisfy(key -> assertThat(guide)
                                .contains(
                                        "`" + key.replaceFirst("/.*", "`"), "`" + key.replaceFirst(".*/", "") + "`"))));
    }

    @Test
    void aSecretThatNobodyMakesIsNoticed(Installations installations) {
        var more = installations.local().changed("Deployment", "auth-service", object -> ((ObjectNode)
                        object.at("/spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef"))
                .put("key", "address"));

        assertThat(asked(more)).contains("pulsegate-broker/address");
        assertThat(asked(installations.local())).doesNotContain("pulsegate-broker/address");
    }

    @Test
    void noSecretLiesInTheManifests(Installations installations) {
        assertThat(installations.all()).allSatisfy(each -> {
            assertThat(each.ofKind("Secret")).isEmpty();
            assertThat(each.ofKind("ConfigMap").map(map -> map.path("data")).flatMap(data -> data.propertyStream()
                            .map(Map.Entry::getKey)))
                    .noneMatch(key -> key.contains("PASSWORD") || key.contains("SECRET"));
        });
    }

    /** What pods ask for, as {@code secret/key}; not what they can do without. */
    private static Set<String> asked(Manifests manifests) {
        var variables = manifests
                .workloads()
                .flatMap(Manifests.Workload::containers)
                .flatMap(container -> Manifests.elements(container.path("env")))
                .map(variable -> variable.at("/valueFrom/secretKeyRef"))
                .filter(key -> !key.path("optional").asBoolean())
                .filter(JsonNode::isObject)
                .map(key -> key.path("name").asText() + "/" + key.path("key").asText());
        var files = manifests
                .workloads()
                .flatMap(each -> Manifests.elements(each.pod().path("volumes")))
                .flatMap(volume -> Manifests.elements(volume.at("/projected/sources")))
                .map(source -> source.path("secret"))
                .flatMap(secret -> Manifests.elements(secret.path("items"))
                        .map(item -> secret.path("name").asText() + "/"
                                + item.path("key").asText()));
        return Stream.concat(variables, files).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> keys(Map<String, JsonNode> secrets) {
        return secrets.entrySet().stream()
                .flatMap(secret ->
                        secret.getValue().propertyStream().map(member -> secret.getKey() + "/" + member.getKey()))
                .collect(Collectors.toSet());
    }

    /** The secrets that the script makes, in its order. */
    private static Map<String, JsonNode> make(Path folder, String answer) throws Exception {
        assertThat(run(folder, answer)).isZero();
        var made = new LinkedHashMap<String, JsonNode>();
        try (var secrets = new ObjectMapper()
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(Files.readString(folder.resolve("sent")))) {
            secrets.forEachRemaining(secret -> made.put(Manifests.nameOf(secret), secret.path("stringData")));
        }
        return made;
    }

    /** Runs the script with a curl that keeps what it is to send and prints a status code. */
    private static int run(Path folder, String answer) throws IOException, InterruptedException {
        var curl = folder.resolve("curl");
        Files.writeString(curl, "#!/bin/sh\ncat >>'%s/sent'\nprintf %s\n".formatted(folder, answer));
        assertThat(curl.toFile().setExecutable(true)).isTrue();
        var script = new ProcessBuilder(
                        "sh",
                        Repository.MANIFESTS
                                .resolve("overlays/local/make-secrets.sh")
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        script.environment().put("NAMESPACE", "pulsegate");
        script.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        return script.start().waitFor();
    }

    private static String said(Path folder) throws IOException {
        return Files.readString(folder.resolve("said"), StandardCharsets.UTF_8);
    }
}
