package dev.pulsegate.gateway.request;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayServiceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Lists of requests, one's own and everybody's. */
@GatewayServiceTest
class RequestListIT {

    private final GatewayClient client = new GatewayClient();

    private List<String> ids(String query, String token) {
        var answer = client.get("/api/requests?" + query, token);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        var ids = new ArrayList<String>();
        answer.json().get("items").forEach(item -> ids.add(item.get("id").textValue()));
        return ids;
    }

    @Test
    void onesOwnAreNarrowedBySpaceAndStatus() {
        var here = client.space();
        var there = client.space();
        var me = client.tokens.user().sign();
        var canceled = client.submitted(here, me, "one");
        client.delete("/api/requests/" + canceled, me);
        var waiting = client.submitted(here, me, "two");
        var elsewhere = client.submitted(there, me, "three");
        client.submitted(here, client.user, "somebody else's");
        assertThat(ids("", me)).containsExactly(elsewhere, waiting, canceled);
        assertThat(ids("space=" + here.id(), me)).containsExactly(waiting, canceled);
        assertThat(ids("status=queued", me)).containsExactly(elsewhere, waiting);
        assertThat(ids("status=queued&space=" + here.id(), me)).containsExactly(waiting);
        assertThat(ids("status=canceled&status=queued&space=" + here.id(), me)).containsExactly(waiting, canceled);
        assertThat(ids("status=completed", me)).isEmpty();
        assertThat(ids("space=" + UUID.randomUUID(), me)).isEmpty();
        assertThat(ids("before=" + elsewhere, me)).containsExactly(waiting, canceled);
    }

    @Test
    void administratorsSeeEverybodysWhereTheyAskForIt() {
        var space = client.space();
        var account = UUID.randomUUID();
        var token = client.tokens.user(account).sign();
        var first = client.submitted(space, token, "one");
        var second = client.submitted(space, client.user, "two");
        assertThat(ids("space=" + space.id(), client.admin)).isEmpty();
        assertThat(ids("all=true&space=" + space.id(), client.admin)).containsExactly(second, first);
        assertThat(ids("all=true&size=200", client.admin)).contains(second, first);
        assertThat(ids("account=" + account, client.admin)).containsExactly(first);
        assertThat(ids("all=true&account=" + account, client.admin)).containsExactly(first);
        assertThat(ids("all=true&status=queued&size=1&page=1&space=" + space.id(), client.admin))
                .containsExactly(first);
        var shown = client.get("/api/requests?account=" + account, client.admin).json();
        assertThat(shown.get("total").intValue()).isOne();
        assertThat(shown.at("/items/0/account_id").textValue()).isEqualTo(account.toString());
        assertThat(shown.at("/items/0/user").textValue()).isEqualTo("ada");
        assertThat(shown.at("/items/0/position").intValue()).isOne();
    }

    @Test
    void theRequestsOfASpaceThatIsGoneAreStillFound() {
        var space = client.space();
        var id = client.submitted(space, client.user, "hi");
        client.delete(space.path(), client.admin);
        assertThat(ids("all=true&space=" + space.id(), client.admin)).containsExactly(id);
        assertThat(ids("status=canceled&space=" + space.id(), client.user)).containsExactly(id);
    }

    @Test
    void peopleSeeTheirOwnOnly() {
        var account = UUID.randomUUID();
        var me = client.tokens.user(account).sign();
        assertThat(ids("account=" + account + "&all=false", me)).isEmpty();
        assertThat(client.get("/api/requests?all=true", me).status()).isEqualTo(403);
        assertThat(client.get("/api/requests?account=" + UUID.randomUUID(), me).status())
                .isEqualTo(403);
        assertThat(client.get("/api/requests", null).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "space=x",
                "account=x",
                "before=x",
                "status=lost",
                "status=QUEUED",
                "all=perhaps",
                "page=-1",
                "size=201",
                "page=50&size=200",
                "page=1000000"
            })
    void whatCannotBeReadIsABadRequest(String query) {
        var answer = client.get("/api/requests?" + query, client.admin);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }
}
