package dev.pulsegate.gateway;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.testkit.broker.BrokerResource;
import dev.pulsegate.testkit.database.DatabaseResource;
import dev.pulsegate.testkit.management.ManagementPort;
import dev.pulsegate.testkit.token.TestIssuer;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(BrokerResource.class)
@WithTestResource(
        value = DatabaseResource.class,
        initArgs = @ResourceArg(name = DatabaseResource.DATASOURCE, value = "gateway"))
@WithTestResource(TestIssuer.class)
class GatewayIT {

    @TestHTTPResource
    URI address;

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(strings = {"live", "ready", "started"})
    void saysThatItIsHealthy(String check) {
        Eventually.holds(
                Duration.ofSeconds(10),
                () -> assertThat(get("/q/health/" + check).statusCode()).isEqualTo(200));
    }

    @Test
    void showsMetricsAndItsApiToOperatorsOnly() throws Exception {
        assertThat(ManagementPort.get("/q/metrics").body()).contains("jvm_memory_used_bytes");
        assertThat(ManagementPort.get("/q/openapi").body()).contains("openapi");
        assertThat(get("/q/metrics").statusCode()).isEqualTo(404);
        assertThat(get("/q/openapi").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/live", "/ready", "/started"})
    void tellsItsHealthToOperatorsAsWell(String check) {
        Eventually.holds(Duration.ofSeconds(10), () -> assertThat(
                        ManagementPort.get("/q/health" + check).statusCode())
                .isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/spaces", "/api/statistics", "/q/health/ready", "/no/such/path", "/admin", "/files/x/y"})
    void nobodyKeepsWhatIsNotMadeToBeKept(String path) throws Exception {
        assertThat(get(path).headers().allValues("Cache-Control")).containsExactly("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/monitor", "/spaces/019a/requests", "/signin", "/manage/workers"})
    void servesTheAppsPageAtEachOfItsAddressesUnderAStrictPolicy(String path) throws Exception {
        var answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-cache");
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(answer.body()).contains("<pulse-app>").doesNotContain("style=\"", "<script>", "onclick=");
    }

    @Test
    void letsBrowsersKeepWhatThePageLoads() throws Exception {
        var loaded = Pattern.compile("\"(/app/[^\"]+)\"")
                .matcher(get("/").body())
                .results()
                .toList();

        assertThat(loaded).hasSizeGreaterThan(1);
        for (var each : loaded) {
            var answer = get(each.group(1));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().allValues("Cache-Control"))
                    .containsExactly("public, max-age=31536000, immutable");
        }
    }

    @Test
    void sendsScriptsCompressedToWhoTakesThem() throws Exception {
        var script = Pattern.compile("\"(/app/[^\"]+\\.js)\"").matcher(get("/").body());
        assertThat(script.find()).isTrue();
        var asking = HttpRequest.newBuilder(address.resolve(script.group(1))).header("Accept-Encoding", "br, gzip");

        var compressed = client.send(asking.build(), BodyHandlers.ofByteArray());

        assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(compressed.headers().firstValue("Vary"))
                .hasValueSatisfying(vary -> assertThat(vary).containsIgnoringCase("accept-encoding"));
        assertThat(compressed.headers().allValues("Cache-Control"))
                .containsExactly("public, max-age=31536000, immutable");
        try (var content = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(get(script.group(1)).body());
        }
        var gone =
                HttpRequest.newBuilder(address.resolve("/app/none-ABCDEFGH.js")).header("Accept-Encoding", "gzip");
        assertThat(client.send(gone.build(), BodyHandlers.discarding()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void answersWhatIsNotThereWithAProblem() throws Exception {
        var answer = get("/no/such/thing");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .contains("\"request_id\":\""
                        + answer.headers().firstValue("X-Request-Id").orElseThrow() + "\"");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
    }
}
