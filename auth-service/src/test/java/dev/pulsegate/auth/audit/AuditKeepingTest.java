package dev.pulsegate.auth.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.junit.jupiter.api.Test;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Database;
import dev.pulsegate.auth.Http;
import dev.pulsegate.auth.audit.AuditTable.KeptAs;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What other services tell is kept once, and nothing is kept for ever. */
@AuthServiceTest
class AuditKeepingTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Http http = Http.fromNewAddress();
    private final String actor = Http.newName();
    private final String[] admin = Http.bearer(http.adminToken());

    @Inject
    @Channel("audit-of-the-test")
    Emitter<String> channel;

    @Inject
    AuditTable table;

    @Inject
    Database database;

    private void tell(String text) {
        channel.send(text).toCompletableFuture().join();
    }

    private String event(UUID id, String at, String action, String detail) {
        return Answer.json(
                "message_id",
                id,
                "happened_at",
                at,
                "service",
                "space-gateway",
                "action",
                action,
                "outcome",
                "SUCCEEDED",
                "actor_kind",
                "ADMINISTRATOR",
                "actor_id",
                UUID.randomUUID(),
                "actor",
                actor,
                "address",
                "203.0.113.7",
                "subject",
                "s",
                "subject_name",
                "",
                "detail",
                detail,
                "times",
                1);
    }

    private Answer kept() {
        return http.get("/api/auth/audit?actor=" + actor, admin);
    }

    @Test
    void whatIsToldTwiceIsKeptOnceAndWhatIsNoEventIsPutAside() {
        var id = UUID.randomUUID();
        tell(event(id, "2026-01-05T10:00:00Z", "SPACE_CREATE", ""));
        tell("no JSON");
        tell("{\"message_id\":\"" + UUID.randomUUID() + "\"}");
        tell(event(id, "2026-01-05T10:00:00Z", "SPACE_CREATE", ""));
        tell(event(UUID.randomUUID(), "2026-01-05T10:00:01Z", "OF_A_LATER_VERSION", "a\nb"));
        // The broker hands out in order.
        Eventually.holds(
                SOON, () -> assertThat(kept().items("action")).containsExactly("OF_A_LATER_VERSION", "SPACE_CREATE"));
        assertThat(kept().items("detail")).containsExactly("a\\nb", "");
    }

    @Test
    void whatIsOldAndWhatIsTooMuchIsForgottenKindByKind() {
        var oldest = Instant.now().minus(Duration.ofDays(300)).truncatedTo(ChronoUnit.SECONDS);
        for (int i = 0; i < 4; i++) {
            tell(event(UUID.randomUUID(), oldest.plusSeconds(i).toString(), "SPACE_CHANGE", ""));
        }
        Eventually.holds(SOON, () -> assertThat(kept().items("action")).hasSize(4));

        int most = (int) database.count("select count(*) from audit_event where kept_as = 'ADMINISTRATOR'") - 1;
        table.forgetBeyond(most, KeptAs.PERSON, 1_000);
        table.forgetBeyond(most + 1, KeptAs.ADMINISTRATOR, 1_000);
        assertThat(kept().items("action")).hasSize(4);
        assertThat(table.forgetBeyond(most, KeptAs.ADMINISTRATOR, 1_000)).isEqualTo(1);
        assertThat(kept().items("happened_at"))
                .containsExactly(
                        oldest.plusSeconds(3).toString(),
                        oldest.plusSeconds(2).toString(),
                        oldest.plusSeconds(1).toString());
        assertThat(table.forgetOlderThan(Duration.ofDays(299), 2)).isEqualTo(2);
        assertThat(kept().items("action")).hasSize(1);
        assertThat(table.forgetOlderThan(Duration.ofDays(299), 1_000)).isPositive();
        assertThat(kept().items("action")).isEmpty();
        assertThat(database.count("select count(*) from audit_event")).isPositive();
    }
}
