package dev.pulsegate.auth.replicas;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import dev.pulsegate.testkit.broker.AmqpBroker;
import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.process.ServiceProcess;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** Two auth-services on one database are one to whoever signs in. */
@TestInstance(Lifecycle.PER_CLASS)
class TwoAuthServicesIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ADMIN = "chief";
    private static final String PASSWORD = "correct horse battery";
    private static final int FAILURES_PER_ACCOUNT = 10;

    private final AmqpBroker broker = new AmqpBroker();
    private EmbeddedPostgres database;
    private List<ServiceProcess> both = List.of();
    private ServiceProcess first;
    private ServiceProcess second;

    @BeforeAll
    void start() throws Exception {
        broker.start();
        database = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        // At the same moment, on a database without a table: both migrate, make the keys and the administrator.
        both = List.of(ServiceProcess.start(configuration()), ServiceProcess.start(configuration()));
        first = both.getFirst().awaitReady();
        second = both.getLast().awaitReady();
    }

    private Map<String, String> configuration() {
        var configuration = new HashMap<>(broker.configuration());
        configuration.put("quarkus.datasource.auth.jdbc.url", url());
        configuration.put("quarkus.datasource.auth.username", "postgres");
        configuration.put("quarkus.datasource.auth.password", "postgres");
        configuration.put("pulsegate.platform.token.issuer", "https://gate.example");
        configuration.put("pulsegate.auth.signing-key.secret", "a secret for tests and for nothing else");
        configuration.put("pulsegate.auth.signing-key.refresh-interval", "1s");
        configuration.put("pulsegate.auth.first-admin.name", ADMIN);
        configuration.put("pulsegate.auth.first-admin.password", PASSWORD);
        configuration.put("pulsegate.auth.password.memory-kib", "256");
        configuration.put("pulsegate.auth.throttle.failed-sign-ins-per-address", "1000");
        return configuration;
    }

    private String url() {
        return database.getJdbcUrl("postgres", "postgres");
    }

    @AfterAll
    void stop() throws IOException {
        both.forEach(ServiceProcess::close);
        if (database != null) {
            database.close();
        }
        broker.close();
    }

    @Test
    void bothStartAtOnceWithOneAdministratorAndOneSetOfKeys() throws SQLException {
        assertThat(number("select count(*) from account where role = 'ADMIN'")).isEqualTo(1);
        assertThat(number("select count(*) from signing_key where state = 'ACTIVE'"))
                .isEqualTo(1);
        assertThat(number("select count(*) from signing_key where state = 'PENDING'"))
                .isEqualTo(1);
        assertThat(number("select count(*) from bootstrap")).isZero();
        assertThat(kids(first)).isEqualTo(kids(second)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(login(first, ADMIN, PASSWORD).status()).isEqualTo(200);
        assertThat(login(second, ADMIN, PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void oneRotationHappensAndWhoeverKnowsTheKeysOfTheOtherTakesItsTokens() throws Exception {
        change("update signing_key set published_at = published_at - interval '121 seconds' where state = 'PENDING'");
        var admin = login(first, ADMIN, PASSWORD).text("access_token");
        var knownBefore = kids(second);

        var answers = atOnce(12, replica -> replica.send("POST", "/api/auth/signing-keys/rotate", admin, ""));

        assertThat(answers).extracting(Answer::status).containsOnlyOnce(200).containsOnly(200, 409);
        assertThat(number("select count(*) from signing_key where state = 'ACTIVE'"))
                .isEqualTo(1);
        for (var signing : both) {
            var token = login(signing, ADMIN, PASSWORD).text("access_token");
            assertThat(knownBefore).contains(kid(token));
            for (var verifying : both) {
                assertThat(verifying.get("/api/auth/me", token).status()).isEqualTo(200);
            }
        }
        Eventually.holds(
                SOON, () -> assertThat(kid(login(first, ADMIN, PASSWORD).text("access_token")))
                        .isNotEqualTo(kid(admin))
                        .isEqualTo(kid(login(second, ADMIN, PASSWORD).text("access_token"))));
        assertThat(kids(first)).isEqualTo(kids(second));
    }

    @Test
    void theSameRefreshTokenAtBothAtOnceGetsTheSameNextOneAndLaterEndsTheSession() throws Exception {
        var signedIn = register(first);
        var token = signedIn.text("refresh_token");

        var answers = atOnce(8, replica -> refresh(replica, token));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers.stream().map(answer -> answer.text("refresh_token")).distinct())
                .hasSize(1);
        var next = answers.getFirst().text("refresh_token");
        assertThat(refresh(second, next).status()).isEqualTo(200);
        assertThat(refresh(first, token).status()).isEqualTo(400);
        for (var replica : both) {
            assertThat(replica.get("/api/auth/me", signedIn.text("access_token"))
                            .status())
                    .isEqualTo(401);
            assertThat(refresh(replica, next).status()).isEqualTo(400);
        }
    }

    @Test
    void failedSignInsAtOneCountAtTheOther() throws Exception {
        var name = name();
        var answers = atOnce(4 * FAILURES_PER_ACCOUNT, replica -> login(replica, name, "wrong password"));

        assertThat(answers.stream().filter(answer -> answer.status() == 401)).hasSize(FAILURES_PER_ACCOUNT);
        assertThat(answers)
                .extracting(Answer::status)
                .filteredOn(status -> status != 401)
                .containsOnly(429);
        assertThat(login(first, name, "wrong password").status()).isEqualTo(429);
        assertThat(login(second, name, "wrong password").status()).isEqualTo(429);
    }

    @Test
    void whatIsRevokedAtOneBothPublishAndRefuse() {
        var token = register(first).text("access_token");
        var session = claims(token).get("sid").textValue();
        assertThat(first.send("POST", "/api/auth/logout", token, "").status()).isEqualTo(204);

        assertThat(second.get("/api/auth/me", token).status()).isEqualTo(401);
        Eventually.holds(SOON, () -> {
            var revocations = revocations(first);
            assertThat(revocations.toString()).contains(session);
            assertThat(revocations(second)).isEqualTo(revocations);
        });
    }

    private static JsonNode revocations(ServiceProcess at) {
        return claims(at.get("/.well-known/revocations", null).response().body())
                .get("revocations");
    }

    /** Asks both in turn, all at the same time. */
    private List<Answer> atOnce(int times, Asking asking) throws Exception {
        List<Callable<Answer>> calls = IntStream.range(0, times)
                .<Callable<Answer>>mapToObj(i -> () -> asking.of(both.get(i % 2)))
                .toList();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            return callers.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }

    private interface Asking {
        Answer of(ServiceProcess replica);
    }

    private static Answer register(ServiceProcess at) {
        var answer = at.send("POST", "/api/auth/register", null, credentials(name(), PASSWORD));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        return answer;
    }

    private static Answer login(ServiceProcess at, String name, String password) {
        return at.send("POST", "/api/auth/login", null, credentials(name, password));
    }

    private static String credentials(String name, String password) {
        return "{\"name\":\"%s\",\"password\":\"%s\",\"include_refresh_token\":true}".formatted(name, password);
    }

    private static Answer refresh(ServiceProcess at, String token) {
        var form = "grant_type=refresh_token&refresh_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        return at.send(at.request("/oauth/token", null)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private static String name() {
        return "user" + UUID.randomUUID().toString().replace("-", "");
    }

    private static List<String> kids(ServiceProcess at) {
        var keys = at.get("/.well-known/jwks.json", null).json().get("keys");
        return StreamSupport.stream(keys.spliterator(), false)
                .map(key -> key.get("kid").textValue())
                .sorted()
                .toList();
    }

    private static String kid(String token) {
        return part(token, 0).get("kid").textValue();
    }

    private static JsonNode claims(String token) {
        return part(token, 1);
    }

    private static JsonNode part(String token, int which) {
        var decoded = Base64.getUrlDecoder().decode(token.split("\\.", -1)[which]);
        return Answer.parse(new String(decoded, StandardCharsets.UTF_8));
    }

    private long number(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url());
                var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }

    private void change(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url());
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
