package dev.pulsegate.gateway.submission;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayClient.Space;
import dev.pulsegate.gateway.it.GatewayServiceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** What one may still submit to a space. */
@GatewayServiceTest
class AllowanceIT {

    private final GatewayClient client = new GatewayClient();

    private JsonNode allowance(Space space, String token) {
        return client.get(space.path() + "/allowance", token).json();
    }

    @Test
    void withoutRulesThereIsNothingToWaitForAndNothingToCount() {
        var space = client.space("\"user_priority\":-1", "\"admin_priority\":7");
        client.submitted(space, client.user, "hi");
        var allowance = allowance(space, client.user);
        assertThat(allowance.get("cooldown_remaining_seconds").intValue()).isZero();
        assertThat(allowance.get("quota_remaining").isNull()).isTrue();
        assertThat(allowance.get("quota_resets_at").isNull()).isTrue();
        assertThat(allowance.get("highest_priority").intValue()).isEqualTo(-1);
        assertThat(allowance.get("waiting").intValue()).isOne();
        assertThat(allowance.get("waiting_limit").intValue()).isEqualTo(1000);
        assertThat(allowance.get("storage_used_bytes").longValue()).isZero();
        assertThat(allowance.get("storage_limit_bytes").longValue()).isEqualTo(2L << 30);
        assertThat(allowance(space, client.admin).get("highest_priority").intValue())
                .isEqualTo(7);
    }

    @Test
    void cooldownAndQuotaCountWhatOneHasHad() {
        var space = client.space("\"cooldown_seconds\":1000", "\"daily_quota\":2");
        var before = allowance(space, client.user);
        assertThat(before.get("cooldown_remaining_seconds").intValue()).isZero();
        assertThat(before.get("quota_remaining").intValue()).isEqualTo(2);
        var reset = Instant.parse(before.get("quota_resets_at").textValue());
        assertThat(reset)
                .isIn(
                        LocalDate.now(ZoneOffset.UTC)
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant(),
                        LocalDate.now(ZoneOffset.UTC)
                                .plusDays(1)
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant());
        client.submitted(space, client.user, "hi");
        var after = allowance(space, client.user);
        assertThat(after.get("cooldown_remaining_seconds").intValue()).isBetween(940, 1000);
        assertThat(after.get("quota_remaining").intValue()).isEqualTo(1);
        var others = allowance(space, client.tokens.user().sign());
        assertThat(others.get("cooldown_remaining_seconds").intValue()).isZero();
        assertThat(others.get("quota_remaining").intValue()).isEqualTo(2);
    }

    @Test
    void aQuotaMadeSmallerThanWhatWasHadLeavesNone() {
        var space = client.space("\"daily_quota\":5");
        client.submitted(space, client.user, "one");
        client.submitted(space, client.user, "two");
        client.send("PATCH", space.path(), client.admin, "{\"daily_quota\":1}");
        assertThat(allowance(space, client.user).get("quota_remaining").intValue())
                .isZero();
    }

    @Test
    void onlyPeopleAreAllowedAnything() {
        var space = client.space();
        assertThat(client.get(space.path() + "/allowance", null).status()).isEqualTo(401);
        assertThat(client.get(
                                space.path() + "/allowance",
                                client.tokens.worker("*").sign())
                        .status())
                .isEqualTo(403);
        assertThat(client.get("/api/spaces/" + UUID.randomUUID() + "/allowance", client.user)
                        .status())
                .isEqualTo(404);
        assertThat(client.get("/api/spaces/x/allowance", client.user).status()).isEqualTo(404);
    }
}
