package dev.pulsegate.platform.audit;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.pulsegate.contracts.AuditEvent;

import static org.assertj.core.api.Assertions.assertThat;

class AuditEntryTest {

    private static AuditEvent named(String name) {
        return AuditEntry.done(AuditAction.KEY_CREATE, Actor.service())
                .to(UUID.randomUUID(), name)
                .saying(name)
                .event("test");
    }

    @Test
    void textStaysInItsLineWhateverItHolds() {
        var event = named("a\nINFO [dev.pulsegate.audit] {\"forged\":1}\r\u001b[2J\u202e\ud800");

        assertThat(event.subjectName())
                .isEqualTo("a\\nINFO [dev.pulsegate.audit] {\"forged\":1}\\r\\u001b[2J\\u202e\\ud800");
        assertThat(event.detail()).isEqualTo(event.subjectName());
    }

    @Test
    void textIsBoundedAndNoCharacterIsCutInTwo() {
        for (var character : List.of("a", "😀", "\u0000")) {
            var event = named("x" + character.repeat(100_000));

            assertThat(event.subjectName()).hasSizeLessThanOrEqualTo(200).endsWith("…");
            assertThat(event.detail()).hasSizeLessThanOrEqualTo(500).endsWith("…");
            assertThat(Character.isSurrogate(
                            event.detail().charAt(event.detail().length() - 2)))
                    .isEqualTo(character.length() == 2);
            assertThat(event.detail().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .doesNotContain((byte) '?');
        }
    }

    @Test
    void whatLooksLikeASecretOfOursIsTakenOut() {
        var event = named(
                "my key pgk_0123456789abcdefABCDEF and eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxMjM.c2ln_-4, pgk_ and eyJ");

        assertThat(event.subjectName()).isEqualTo("my key (secret) and (secret), pgk_ and eyJ");
    }
}
