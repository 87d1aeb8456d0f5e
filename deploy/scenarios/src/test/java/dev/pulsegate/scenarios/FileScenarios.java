package dev.pulsegate.scenarios;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.pulsegate.worker.handler.Handler;

import static org.assertj.core.api.Assertions.assertThat;

/** Files that come with a request, and the one that its worker makes of them. */
interface FileScenarios extends Scenario {

    /** Longer than what a proxy keeps in memory. */
    String LONG = "0123456789".repeat(500_000);

    /** Puts what it was sent back as a file, the other way round. */
    Handler TURNS_ROUND = (request, out) -> {
        var result = Files.createTempFile("turned", ".txt");
        try (var in = out.open(request.files().getFirst())) {
            var text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            Files.writeString(result, new StringBuilder(text).reverse());
            return RequestScenarios.text(out.upload(result).toString());
        } finally {
            Files.delete(result);
        }
    };

    @Test
    default void aFileSentAheadIsReadByTheWorkerWhoseFileIsReadInParts() {
        var space = Person.admin(site()).makeSpace(Map.of("inputs", List.of("file")));
        var person = Person.newcomer(site());
        try (var _ = Worker.at(site().gateway(0), space.name(), TURNS_ROUND)) {
            var sent = person.at(site().gateway(1))
                    .send(
                            "POST",
                            "/api/files?kind=file&name=in.txt",
                            BodyPublishers.ofString(LONG),
                            "Content-Type",
                            "text/plain");
            var answer = person.post(
                    space.path() + "/requests",
                    Map.of("files", List.of(Person.expect(201, sent).text("id"))),
                    "Prefer",
                    "wait=60");

            assertTurnedRound(
                    person, Person.expect(200, answer).json().at("/result/text").textValue());
        }
    }

    @Test
    default void aFileComesWithItsRequestInAForm() {
        var space = Person.admin(site()).makeSpace(Map.of("inputs", List.of("prompt", "file")));
        var person = Person.newcomer(site());
        try (var _ = Worker.at(site().gateway(0), space.name(), TURNS_ROUND)) {
            var form = """
                    --b\r
                    Content-Disposition: form-data; name="prompt"\r
                    \r
                    hello\r
                    --b\r
                    Content-Disposition: form-data; name="other_file"; filename="a.txt"\r
                    Content-Type: text/plain\r
                    \r
                    %s\r
                    --b--\r
                    """.formatted(LONG);
            var answer = person.send(
                    "POST",
                    space.path() + "/requests",
                    BodyPublishers.ofString(form),
                    "Content-Type",
                    "multipart/form-data; boundary=b",
                    "Prefer",
                    "wait=60");

            assertTurnedRound(
                    person, Person.expect(200, answer).json().at("/result/text").textValue());
        }
    }

    private void assertTurnedRound(Person person, String url) {
        var file = URI.create(url);
        var path = file.getRawPath() + "?" + file.getRawQuery();
        for (var gateway : List.of(site().address(), site().gateway(0), site().gateway(1))) {
            var whole = person.at(gateway).get(path);
            assertThat(whole.status()).isEqualTo(200);
            assertThat(whole.response().body())
                    .isEqualTo(new StringBuilder(LONG).reverse().toString());
            var part = person.at(gateway).send("GET", path, BodyPublishers.noBody(), "Range", "bytes=12-15");
            assertThat(part.status()).isEqualTo(206);
            assertThat(part.response().body()).isEqualTo("7654");
            assertThat(part.header("Content-Range")).isEqualTo("bytes 12-15/" + LONG.length());
            assertThat(person.at(gateway)
                            .get(path.replaceFirst("sig=.", "sig=~"))
                            .status())
                    .isEqualTo(403);
        }
    }
}
