package dev.pulsegate.auth.bootstrap;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Database;
import dev.pulsegate.auth.Http;

import static org.assertj.core.api.Assertions.assertThat;

/** A service without an administrator; one story, told in order. */
@AuthServiceTest
@TestProfile(BootstrapTest.NoAdministrator.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BootstrapTest {

    /** Nobody is made an administrator by configuration, hashes are costly, and few may wait. */
    public static class NoAdministrator implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "pulsegate.auth.first-admin.name", "",
                    "pulsegate.auth.first-admin.password", "",
                    "pulsegate.auth.registration.open", "false",
                    "pulsegate.auth.password.memory-kib", "65536",
                    "pulsegate.auth.password.max-concurrent", "1",
                    "pulsegate.auth.password.max-waiting", "1",
                    "pulsegate.auth.session.secure-cookies", "always",
                    "pulsegate.auth.session.max-per-account", "2");
        }
    }

    private final Http http = Http.fromNewAddress();

    @Inject
    BootstrapTokens tokens;

    @Inject
    FirstAdministrator first;

    @Inject
    Database database;

    @Test
    @Order(1)
    void everyReplicaAndEveryStartKnowsTheSameToken() {
        var token = tokens.open().text();
        first.atStart(new StartupEvent());

        assertThat(tokens.open().text()).isEqualTo(token);
        assertThat(database.count("select count(*) from bootstrap")).isEqualTo(1);
    }

    @Test
    @Order(2)
    void aWrongTokenMakesNobodyAnAdministrator() {
        for (var wrong : List.of("", "pgb_", tokens.open().text() + "0")) {
            assertThat(bootstrap(wrong, "chief").status()).isEqualTo(403);
        }
        assertThat(http.post("/api/auth/bootstrap", "{}").status()).isEqualTo(400);
        assertThat(bootstrap(tokens.open().text(), "x").status()).isEqualTo(400);
        assertThat(database.count("select count(*) from account")).isZero();
    }

    @Test
    @Order(3)
    void theTokenIsGoodOnceHoweverManyUseItAtOnce() throws Exception {
        var token = tokens.open().text();
        List<Callable<Answer>> uses = IntStream.range(0, 2)
                .<Callable<Answer>>mapToObj(i -> () -> bootstrap(token, "chief" + i))
                .toList();
        List<Integer> statuses;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            statuses = callers.invokeAll(uses).stream()
                    .map(Future::resultNow)
                    .map(Answer::status)
                    .toList();
        }

        assertThat(statuses).containsExactlyInAnyOrder(201, 403);
        assertThat(database.count("select count(*) from account where role = 'ADMIN'"))
                .isEqualTo(1);
        assertThat(bootstrap(token, "another").status()).isEqualTo(403);
    }

    @Test
    @Order(4)
    void aRestartOpensNoNewWayIn() {
        first.atStart(new StartupEvent());

        assertThat(database.count("select count(*) from bootstrap")).isZero();
    }

    @Test
    @Order(5)
    void registrationIsClosedWhereItIsConfiguredSo() {
        assertThat(http.register(Http.newName()).status()).isEqualTo(403);
    }

    @Test
    @Order(6)
    void anAccountHasOnlySoManySessionsAndTheOldestMakesRoom() {
        var name = administrator();
        var oldest = http.login(name, Http.PASSWORD);
        var second = http.login(name, Http.PASSWORD);
        http.login(name, Http.PASSWORD);

        assertThat(oldest.setCookie("pulsegate_access").orElseThrow()).contains("Secure");
        assertThat(http.get("/api/auth/me", Http.bearer(oldest.text("access_token")))
                        .status())
                .isEqualTo(401);
        assertThat(http.get("/api/auth/sessions", Http.bearer(second.text("access_token")))
                        .items("id"))
                .hasSize(2);
    }

    @Test
    @Order(7)
    void moreSignInsAtOnceThanMayWaitAreToldToComeBack() throws Exception {
        var name = administrator();
        List<Callable<Answer>> signIns = IntStream.range(0, 9)
                .<Callable<Answer>>mapToObj(_ -> () -> Http.fromNewAddress().login(name, Http.PASSWORD))
                .toList();
        List<Answer> answers;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = callers.invokeAll(signIns).stream().map(Future::resultNow).toList();
        }

        assertThat(answers).extracting(Answer::status).contains(200, 503).containsOnly(200, 503);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 503)
                .allSatisfy(answer -> assertThat(answer.header("Retry-After")).contains("2"));
        assertThat(http.login(name, Http.PASSWORD).status()).isEqualTo(200);
    }

    private String administrator() {
        return database.count("select count(*) from account where name = 'chief0'") == 1 ? "chief0" : "chief1";
    }

    private Answer bootstrap(String token, String name) {
        return http.post("/api/auth/bootstrap", Answer.json("token", token, "name", name, "password", Http.PASSWORD));
    }
}
