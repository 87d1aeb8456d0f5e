package dev.pulsegate.auth.throttle;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

import io.quarkiverse.resteasy.problem.HttpProblem;
import org.junit.jupiter.api.Test;

import dev.pulsegate.auth.AuthConfig;
import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Database;
import dev.pulsegate.auth.Http;
import dev.pulsegate.auth.client.Client;
import dev.pulsegate.auth.session.Sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The limits of several replicas: a second one is all that a process has of them, on the same database. */
@AuthServiceTest
class ThrottleReplicasTest {

    private static final int PER_ACCOUNT = 10;
    private static final Duration HOUR = Duration.ofHours(1);

    private final String name = Http.newName();
    private final Http http = Http.fromNewAddress();

    @Inject
    AuthConfig config;

    @Inject
    Sessions sessions;

    @Inject
    ThrottleTable table;

    @Inject
    Database database;

    @Test
    void failuresOnOneReplicaCountOnTheOther() {
        var other = new SignInThrottle(config, sessions, table);
        for (int i = 0; i < PER_ACCOUNT / 2; i++) {
            other.attempt(name, client());
            assertThat(http.login(name, "wrong password").status()).isEqualTo(401);
        }

        assertThat(http.login(name, "wrong password").status()).isEqualTo(429);
        assertThatThrownBy(() -> other.attempt(name, client())).isInstanceOf(HttpProblem.class);
    }

    @Test
    void aSuccessOnOneReplicaForgetsWhatFailedOnTheOther() {
        var other = new SignInThrottle(config, sessions, table);
        http.register(name);
        for (int i = 0; i < PER_ACCOUNT - 1; i++) {
            other.attempt(name, client());
        }
        assertThat(http.login(name, Http.PASSWORD).status()).isEqualTo(200);

        for (int i = 0; i < PER_ACCOUNT; i++) {
            other.attempt(name, client());
        }
        assertThatThrownBy(() -> other.attempt(name, client())).isInstanceOf(HttpProblem.class);
    }

    @Test
    void manyAtOnceOnTwoReplicasGetAsManyTriesAsThereAre() throws Exception {
        var replicas = List.of(new RateLimit("test", 7, HOUR, table), new RateLimit("test", 7, HOUR, table));
        List<Callable<Optional<Duration>>> tries = IntStream.range(0, 60)
                .<Callable<Optional<Duration>>>mapToObj(
                        i -> () -> replicas.get(i % 2).take(name))
                .toList();
        List<Future<Optional<Duration>>> answers;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = callers.invokeAll(tries);
        }

        assertThat(answers.stream().map(Future::resultNow).filter(Optional::isEmpty))
                .hasSize(7);
        assertThat(replicas.getFirst().take(name))
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ZERO, HOUR.dividedBy(7)));
    }

    @Test
    void triesComeBackOneByOneAndOneGivenBackIsThereForAll() {
        var one = new RateLimit("test", 2, HOUR, table);
        var other = new RateLimit("test", 2, HOUR, table);
        assertThat(one.take(name)).isEmpty();
        assertThat(one.take(name)).isEmpty();
        one.giveBack(name);
        assertThat(other.take(name)).isEmpty();
        assertThat(new RateLimit("test", 2, HOUR, table).take(name)).isPresent();

        letPass("30 minutes");
        assertThat(other.take(name)).isEmpty();
        assertThat(other.take(name)).isPresent();
    }

    /** A replica that asked the database for each would see at once that a try is back. */
    @Test
    void whoWasRefusedIsRefusedFromMemoryUntilATryIsBack() {
        var limit = new RateLimit("test", 2, HOUR, table);
        assertThat(limit.take(name)).isEmpty();
        assertThat(limit.take(name)).isEmpty();
        assertThat(limit.take(name)).isPresent();

        letPass("30 minutes");
        assertThat(limit.take(name)).isPresent();
        limit.reset(name);
        assertThat(limit.take(name)).isEmpty();
    }

    @Test
    void aKeyIsForgottenOnceItHasAllItsTriesAndTheLeastUsedWhereThereAreTooMany() throws SQLException {
        var limit = new RateLimit("test", 2, HOUR, table);
        limit.take(name);
        letPass("31 minutes");
        limit.take(name + " used");
        limit.take(name + " used twice");
        limit.take(name + " used twice");
        long before = rows();

        table.clean(Integer.MAX_VALUE);
        assertThat(rows()).isLessThan(before).isGreaterThanOrEqualTo(2);
        table.clean(1);
        assertThat(rows()).isEqualTo(1);
        assertThat(limit.take(name + " used twice")).isPresent();
    }

    @Test
    void namesAndAddressesAreKeptAsHashesOnly() {
        http.login(name, "wrong password");

        assertThat(database.count("select count(*) from throttle where throttle::text like '%" + name + "%'"))
                .isZero();
        assertThat(rows()).isPositive();
    }

    private long rows() {
        return database.count("select count(*) from throttle");
    }

    private void letPass(String interval) {
        database.update("update throttle set full_at = full_at - interval '" + interval + "'", null);
    }

    /** From an address of its own. */
    private static Client client() {
        var address = Http.fromNewAddress().address();
        return new Client(address, address, "test", false);
    }
}
