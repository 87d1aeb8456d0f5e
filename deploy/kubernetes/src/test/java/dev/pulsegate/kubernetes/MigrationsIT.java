package dev.pulsegate.kubernetes;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Nothing but the database's lock keeps the replicas of a service, which start together, from migrating it together. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationsIT {

    private static final String USER = "postgres";
    private static final int REPLICAS = 4;

    private EmbeddedPostgres server;

    @BeforeAll
    void start() throws Exception {
        server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void replicasThatStartAtOnceMigrateTheirDatabaseOnce(Services service) throws Exception {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + service.database());
        }
        var all = flyway(service).info().all().length;
        var go = new CountDownLatch(1);
        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = IntStream.range(0, REPLICAS)
                    .mapToObj(replica -> replicas.submit(() -> {
                        go.await();
                        return flyway(service).migrate().migrationsExecuted;
                    }))
                    .toList();
            go.countDown();

            var done = 0;
            for (var start : starts) {
                done += start.get();
            }
            assertThat(done).isEqualTo(all).isPositive();
        }
        assertThat(flyway(service).info().pending()).isEmpty();
    }

    private Flyway flyway(Services service) {
        return Flyway.configure()
                .dataSource(server.getJdbcUrl(USER, service.database()), USER, USER)
                .locations("db/" + service.database())
                .load();
    }
}
