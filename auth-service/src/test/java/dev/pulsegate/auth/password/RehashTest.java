package dev.pulsegate.auth.password;

import java.util.UUID;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Database;
import dev.pulsegate.auth.Http;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class RehashTest {

    private final Http http = Http.fromNewAddress();

    @Inject
    Database database;

    @Test
    void aPasswordHashedAtAnotherCostIsHashedAnewWhenItsOwnerSignsIn() {
        var name = Http.newName();
        var id = UUID.fromString(http.register(name).json().at("/user/id").textValue());
        var old = Argon2Hash.of(Http.PASSWORD, new Argon2Cost(64, 1, 1)).phc();
        database.update("update account set password_hash = '" + old + "' where id = ?", id);

        assertThat(http.login(name, "wrong password").status()).isEqualTo(401);
        assertThat(cheapHashes(id)).isEqualTo(1);
        assertThat(http.login(name, Http.PASSWORD).status()).isEqualTo(200);
        assertThat(cheapHashes(id)).isZero();
        assertThat(http.login(name, Http.PASSWORD).status()).isEqualTo(200);
    }

    private long cheapHashes(UUID id) {
        return database.count("select count(*) from account where id = '" + id + "' and password_hash like '%m=64,%'");
    }
}
