package dev.pulsegate.auth.loglevel;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Http;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** An administrator changes what is logged, by way of a real broker. */
@AuthServiceTest
class LogLevelTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CATEGORY = "dev.pulsegate.of.this.test";
    private static final Logger BELOW = Logger.getLogger(CATEGORY + ".below");

    private final Http http = Http.fromNewAddress();
    private final String[] admin = Http.bearer(http.adminToken());

    private Answer set(String category, String body, String... bearer) {
        var headers = new ArrayList<>(List.of(bearer));
        headers.addAll(List.of("Content-Type", "application/json"));
        return http.send(
                "PUT",
                "/api/auth/log-levels/" + category,
                BodyPublishers.ofString(body),
                headers.toArray(String[]::new));
    }

    private Answer reset(String category) {
        return http.delete("/api/auth/log-levels/" + category, admin);
    }

    @AfterEach
    void resetAll() {
        http.get("/api/auth/log-levels", admin).items("category").forEach(this::reset);
    }

    private static void awaitDebug(boolean logged) {
        Eventually.holds(SOON, () -> assertThat(BELOW.isEnabled(Level.DEBUG)).isEqualTo(logged));
    }

    @Test
    void aLevelIsSetAndResetWhileTheServiceRunsAndWhoDidSoIsKept() {
        assertThat(BELOW.isEnabled(Level.DEBUG)).isFalse();
        var answer = set(CATEGORY, "{\"level\":\"DEBUG\"}", admin);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.items("category")).containsExactly(CATEGORY);
        assertThat(answer.items("level")).containsExactly("DEBUG");
        assertThat(answer.items("set_by")).containsExactly("Root");
        awaitDebug(true);
        assertThat(set(CATEGORY, "{\"level\":\"WARN\",\"for_seconds\":86400}", admin)
                        .items("level"))
                .containsExactly("WARN");
        Eventually.holds(SOON, () -> assertThat(BELOW.isEnabled(Level.INFO)).isFalse());
        assertThat(reset(CATEGORY).status()).isEqualTo(204);
        Eventually.holds(SOON, () -> assertThat(BELOW.isEnabled(Level.INFO)).isTrue());
        assertThat(BELOW.isEnabled(Level.DEBUG)).isFalse();
        assertThat(reset(CATEGORY).status()).isEqualTo(404);

        var events = http.get("/api/auth/audit?actor=root&size=3", admin);
        assertThat(events.items("action")).containsExactly("LOG_LEVEL_RESET", "LOG_LEVEL_SET", "LOG_LEVEL_SET");
        assertThat(events.items("subject_name")).containsOnly(CATEGORY);
        assertThat(events.items("detail")).containsExactly("", "WARN for 86400 s", "DEBUG for 900 s");
        assertThat(events.items("address")).containsOnly(http.address());
    }

    @Test
    void aLevelGoesBackByItselfWhenItsTimeIsOver() {
        assertThat(set(CATEGORY, "{\"level\":\"DEBUG\",\"for_seconds\":3}", admin)
                        .status())
                .isEqualTo(200);
        awaitDebug(true);
        awaitDebug(false);
        assertThat(http.get("/api/auth/log-levels", admin).items("category")).isEmpty();
        assertThat(reset(CATEGORY).status()).isEqualTo(404);
    }

    @Test
    void soManyAndNoMoreAreSetHoweverManyAskAtOnce() {
        List<Callable<Answer>> wanted = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            var category = CATEGORY + ".number" + i;
            wanted.add(() -> set(category, "{\"level\":\"INFO\"}", admin));
        }
        List<Answer> answers;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = callers.invokeAll(wanted).stream().map(Future::resultNow).toList();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(20);
        assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(5);
        var set = http.get("/api/auth/log-levels", admin).items("category");
        assertThat(set).hasSize(20);
        assertThat(set(set.getFirst(), "{\"level\":\"WARN\"}", admin).status()).isEqualTo(200);
        reset(set.getFirst());
        assertThat(set(CATEGORY, "{\"level\":\"INFO\"}", admin).status()).isEqualTo(200);
    }

    @Test
    void whatIsNoCategoryOfOursIsRefused() {
        for (var category : List.of(
                "dev",
                "dev.pulsegateway",
                "io.netty",
                "org.hibernate.orm.jdbc.bind",
                "dev.pulsegate.audit",
                "dev.pulsegate.audit.x",
                "dev.pulsegate..x",
                "dev.pulsegate.%20x",
                "dev.pulsegate." + "a".repeat(200))) {
            assertThat(set(category, "{\"level\":\"DEBUG\"}", admin).status())
                    .as(category)
                    .isEqualTo(400);
        }
        assertThat(http.get("/api/auth/log-levels", admin).items("category")).isEmpty();
    }

    @Test
    void whatIsNoLevelIsRefused() {
        for (var body : List.of(
                "",
                "null",
                "{}",
                "{\"level\":\"OFF\"}",
                "{\"level\":\"debug\"}",
                "{\"level\":3}",
                "{\"level\":\"DEBUG\",\"for_seconds\":0}",
                "{\"level\":\"DEBUG\",\"for_seconds\":86401}",
                "{\"level\":\"DEBUG\",\"until\":\"2999-01-01T00:00:00Z\"}")) {
            assertThat(set(CATEGORY, body, admin).status()).as(body).isEqualTo(400);
        }
        assertThat(http.get("/api/auth/log-levels", admin).items("category")).isEmpty();
    }

    @Test
    void onlyAdministratorsMay() {
        var user = Http.bearer(http.register(Http.newName()).text("access_token"));
        assertThat(set(CATEGORY, "{\"level\":\"DEBUG\"}", user).status()).isEqualTo(403);
        assertThat(http.get("/api/auth/log-levels", user).status()).isEqualTo(403);
        assertThat(http.delete("/api/auth/log-levels/" + CATEGORY, user).status())
                .isEqualTo(403);
        assertThat(set(CATEGORY, "{\"level\":\"DEBUG\"}").status()).isEqualTo(401);
    }
}
