package dev.pulsegate.gateway.file;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.pulsegate.gateway.file.FilesClient.address;
import static org.assertj.core.api.Assertions.assertThat;

/** The service with the prototype's routes switched off; here, because files are tested with them off. */
@FilesServiceTest
@TestProfile(FilesProfile.class)
class PrototypeOffIT {

    private static final byte[] FORM = "name=x".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin",
                "/admin/",
                "/admin/space/add",
                "/admin/space/edit/01a20051-8a1b-767c-9a77-b325aa3acad3",
                "/ai_project/01a20051-8a1b-767c-9a77-b325aa3acad3",
                "/websockets/status?request_id=1"
            })
    void noPageIsThere(String path) {
        assertThat(FilesClient.admin().get(address(path)).statusCode()).isEqualTo(404);
        assertThat(FilesClient.nobody().get(address(path)).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/space/add", "/websockets/submit/01a20051-8a1b-767c-9a77-b325aa3acad3"})
    void nothingTakesAForm(String path) {
        for (var client : new FilesClient[] {FilesClient.admin(), FilesClient.nobody()}) {
            var answer = client.send(
                    "POST",
                    address(path),
                    BodyPublishers.ofByteArray(FORM),
                    "Content-Type",
                    "application/x-www-form-urlencoded");
            assertThat(answer.statusCode()).isEqualTo(404);
        }
    }

    @Test
    void theStartPageIsTheAppsAlone() {
        assertThat(FilesClient.admin().get(address("/")).body())
                .asString(StandardCharsets.UTF_8)
                .contains("<title>PulseGate</title>")
                .doesNotContain("/ai_project/", "/register");
    }
}
