package dev.pulsegate.auth.accesskey;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Http;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class AccessKeyTest extends KeyOwnerTest {

    @Test
    void aKeyIsShownOnceAndListedWithoutItsSecret() {
        var created = create(worker);
        var listed = http.get("/api/auth/keys", me);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Cache-Control")).contains("no-store");
        assertThat(created.text("key")).matches("pgk_[0-9A-Za-z]{60,}");
        assertThat(listed.items("id")).containsExactly(created.text("id"));
        assertThat(listed.items("name")).containsExactly("lab GPU");
        assertThat(listed.json().at("/items/0/spaces").toString()).isEqualTo("[\"" + echo + "\",\"" + af + "\"]");
        assertThat(listed.body()).doesNotContain("pgk_").doesNotContain("\"key\"");
        assertThat(database.count("select count(*) from access_key where octet_length(secret_hash) <> 32"))
                .isZero();
    }

    @Test
    void nobodyButItsOwnerAndAdministratorsSeesOrRevokesAKey() {
        var id = create(worker).text("id");
        var stranger = Http.bearer(http.register(Http.newName()).text("access_token"));
        var admin = Http.bearer(http.adminToken());

        assertThat(http.get("/api/auth/keys", stranger).items("id")).isEmpty();
        assertThat(http.delete("/api/auth/keys/" + id, stranger).status()).isEqualTo(404);
        assertThat(http.get("/api/auth/keys").status()).isEqualTo(401);
        assertThat(http.get("/api/auth/keys?size=200", admin).items("id")).contains(id);
        assertThat(http.delete("/api/auth/keys/" + id, admin).status()).isEqualTo(204);
    }

    @Test
    void aWorkerMakesNoKeys() {
        var token = Http.bearer(exchange(create(worker).text("key")).text("access_token"));

        assertThat(http.post("/api/auth/keys", worker, token).status()).isEqualTo(403);
        assertThat(http.get("/api/auth/keys", token).status()).isEqualTo(403);
        assertThat(http.get("/api/auth/me", token).status()).isEqualTo(403);
        assertThat(http.get("/api/auth/sessions", token).status()).isEqualTo(403);
    }

    @Test
    void anAccountHasOnlySoManyKeys() {
        for (int i = 0; i < 5; i++) {
            assertThat(create(device).status()).isEqualTo(201);
        }
        database.update(
                "insert into access_key (id, account_id, name, kind, secret_hash, spaces, streams, created_at)"
                        + " select gen_random_uuid(), ?, 'k', 'DEVICE', '', '{}', '{a}', now()"
                        + " from generate_series(1, 95)",
                UUID.fromString(owner.json().at("/user/id").textValue()));

        assertThat(create(device).status()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"name\":\"x\",\"kind\":\"WORKER\"}",
                "{\"name\":\"x\",\"kind\":\"WORKER\",\"spaces\":[]}",
                "{\"name\":\"x\",\"kind\":\"WORKER\",\"streams\":[\"a\"]}",
                "{\"name\":\"x\",\"kind\":\"DEVICE\",\"spaces\":[\"a\"]}",
                "{\"name\":\"x\",\"kind\":\"DEVICE\",\"streams\":[\"a\"],\"spaces\":[\"a\"]}",
                "{\"name\":\"x\",\"kind\":\"ROBOT\",\"spaces\":[\"a\"]}",
                "{\"name\":\" \",\"kind\":\"WORKER\",\"spaces\":[\"a\"]}",
                "{\"name\":\"x\",\"kind\":\"WORKER\",\"spaces\":[\"\"]}",
                "{\"name\":\"x\",\"kind\":\"WORKER\",\"spaces\":[null]}",
                "{\"name\":\"x\",\"kind\":\"WORKER\",\"spaces\":[\"a\\u0000\"]}",
                "{\"name\":\"x\",\"kind\":\"WORKER\",\"spaces\":\"a\"}",
                "{\"name\":\"x\",\"kind\":\"WORKER\",\"spaces\":[\"a\"],\"expires_at\":\"2020-01-01T00:00:00Z\"}",
                "{\"name\":\"x\",\"kind\":\"WORKER\",\"spaces\":[\"a\"],\"expires_at\":\"tomorrow\"}",
                "{\"name\":\"x\",\"kind\":\"WORKER\",\"spaces\":[\"a\"],\"expires_at\":\"+58877-01-01T00:00:00Z\"}",
                "{\"name\":\"x\",\"kind\":\"WORKER\",\"spaces\":[\"a\"],\"expires_at\":\"-2000-01-01T00:00:00Z\"}",
                "{\"name\":\"x\",\"kind\":\"WORKER\",\"spaces\":[\"a\"],\"expires_at\":1796000000}",
                "{\"name\":\"x\",\"kind\":\"WORKER\",\"spaces\":[\"a\"],\"expires_at\":1796000000000}",
                "{\"name\":\"x\",\"kind\":\"WORKER\",\"spaces\":[\"a\"],\"owner\":\"b\"}"
            })
    void whatIsNoKeyIsRefused(String body) {
        assertThat(create(body).status()).isEqualTo(400);
        assertThat(http.get("/api/auth/keys", me).items("id")).isEmpty();
    }

    @Test
    void namesAndScopesAreBounded() {
        var long129 = "s".repeat(129);
        assertThat(create(Answer.json("name", "n".repeat(101), "kind", "WORKER", "spaces", List.of("a")))
                        .status())
                .isEqualTo(400);
        assertThat(create(Answer.json("name", "n", "kind", "WORKER", "spaces", List.of(long129)))
                        .status())
                .isEqualTo(400);
        var many = IntStream.range(0, 65).mapToObj(Integer::toString).toList();
        assertThat(create(Answer.json("name", "n", "kind", "WORKER", "spaces", many))
                        .status())
                .isEqualTo(400);
    }
}
