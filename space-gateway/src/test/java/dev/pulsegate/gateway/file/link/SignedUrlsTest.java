package dev.pulsegate.gateway.file.link;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.file.link.SignedUrls.Verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SignedUrlsTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String OTHER_SECRET = "another 0123456789abcdef012345678";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final UUID FILE = UUID.fromString("019a0000-0000-7000-8000-000000000001");
    private static final UUID OTHER_FILE = UUID.fromString("019a0000-0000-7000-8000-000000000002");

    private final SignedUrls urls = at(NOW);

    private static SignedUrls at(Instant instant) {
        return new SignedUrls(List.of(SECRET), Clock.fixed(instant, ZoneOffset.UTC));
    }

    @Test
    void takesWhatItSigned() {
        assertThat(urls.checkDownload(FILE, LATER, urls.signDownload(FILE, LATER)))
                .isEqualTo(Verdict.VALID);
        assertThat(urls.checkUpload(grant(), urls.signUpload(grant()))).isEqualTo(Verdict.VALID);
    }

    @Test
    void refusesWhatHasExpiredFromThatVerySecondOn() {
        var signature = urls.signDownload(FILE, LATER);

        assertThat(at(LATER.minusMillis(1)).checkDownload(FILE, LATER, signature))
                .isEqualTo(Verdict.VALID);
        assertThat(at(LATER).checkDownload(FILE, LATER, signature)).isEqualTo(Verdict.EXPIRED);
    }

    @Test
    void refusesASignatureForAnythingElse() {
        var download = urls.signDownload(FILE, LATER);
        var upload = urls.signUpload(grant());

        assertThat(urls.checkDownload(OTHER_FILE, LATER, download)).isEqualTo(Verdict.FORGED);
        assertThat(urls.checkDownload(FILE, LATER.plusSeconds(1), download)).isEqualTo(Verdict.FORGED);
        assertThat(urls.checkDownload(FILE, LATER, upload)).isEqualTo(Verdict.FORGED);
        assertThat(urls.checkUpload(grant(), download)).isEqualTo(Verdict.FORGED);
        assertThat(urls.checkUpload(new UploadGrant(FILE, OTHER_FILE, 2, LATER), upload))
                .isEqualTo(Verdict.FORGED);
        assertThat(urls.checkUpload(new UploadGrant(FILE, OTHER_FILE, 1, LATER.plusSeconds(1)), upload))
                .isEqualTo(Verdict.FORGED);
        assertThat(urls.checkUpload(new UploadGrant(FILE, FILE, 1, LATER), upload))
                .isEqualTo(Verdict.FORGED);
    }

    @Test
    void refusesASignatureThatIsChangedShortenedOrNone() {
        var signature = urls.signDownload(FILE, LATER);

        for (var wrong : new String[] {"", "x", signature + "A", signature.substring(1), "é".repeat(43)}) {
            assertThat(urls.checkDownload(FILE, LATER, wrong)).as(wrong).isEqualTo(Verdict.FORGED);
        }
        for (int i = 0; i < signature.length(); i++) {
            var changed = new StringBuilder(signature);
            changed.setCharAt(i, signature.charAt(i) == 'A' ? 'B' : 'A');
            assertThat(urls.checkDownload(FILE, LATER, changed.toString())).isEqualTo(Verdict.FORGED);
        }
    }

    @Test
    void takesThePreviousSecretsSignaturesButSignsWithTheNewOne() {
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var rotated = new SignedUrls(List.of(OTHER_SECRET, SECRET), clock);

        assertThat(rotated.checkDownload(FILE, LATER, urls.signDownload(FILE, LATER)))
                .isEqualTo(Verdict.VALID);
        assertThat(urls.checkDownload(FILE, LATER, rotated.signDownload(FILE, LATER)))
                .isEqualTo(Verdict.FORGED);
    }

    @Test
    void wantsALongSecret() {
        assertThatThrownBy(() -> new SignedUrls(List.of("short"), Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32");
    }

    @Test
    void makesUrlsBelowTheGivenAddress() {
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var links = new FileLinks(URI.create("https://pulsegate.example.org/base/"), Duration.ofDays(7), urls, clock);

        assertThat(links.download(FILE, LATER).toString())
                .startsWith("https://pulsegate.example.org/base/files/" + FILE + "?expires=1767225660&sig=");
        assertThat(links.resultUpload(OTHER_FILE, 1, LATER).putUrl()).hasParameter("request", OTHER_FILE.toString());
    }

    private static UploadGrant grant() {
        return new UploadGrant(FILE, OTHER_FILE, 1, LATER);
    }
}
