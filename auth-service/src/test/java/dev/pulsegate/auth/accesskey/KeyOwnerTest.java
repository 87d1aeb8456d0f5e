package dev.pulsegate.auth.accesskey;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.Database;
import dev.pulsegate.auth.Http;
import dev.pulsegate.auth.Neighbours;
import dev.pulsegate.platform.token.AccessKeyExchange;

/** Somebody who may make keys: for two spaces that they operate, and for a stream of theirs. */
abstract class KeyOwnerTest {

    final Http http = Http.fromNewAddress();
    final String ownerName = Http.newName();
    final Answer owner = http.register(ownerName);
    final String[] me = Http.bearer(owner.text("access_token"));

    /** Spaces that the owner operates, and a stream they have made. */
    final String echo = "echo of " + ownerName;

    final String af = "af of " + ownerName;
    final String worker = Answer.json("name", "lab GPU", "kind", "WORKER", "spaces", List.of(echo, af));
    String stream;
    String device;

    @Inject
    Neighbours neighbours;

    @Inject
    Database database;

    @Inject
    AccessKeyExchange exchange;

    @BeforeEach
    void giveThemSomething() {
        neighbours.operatedBy(ownerName, echo, af);
        stream = neighbours.streamOf(owner.json().at("/user/id").textValue());
        device = Answer.json("name", "bedside", "kind", "DEVICE", "streams", List.of(stream));
    }

    Answer create(String body) {
        return http.post("/api/auth/keys", body, me);
    }

    Answer exchange(String key) {
        return token(new HashMap<>(Map.of("grant_type", "client_credentials", "client_secret", key)));
    }

    Answer token(Map<String, String> form, String... headers) {
        return http.form("/oauth/token", form, headers);
    }
}
