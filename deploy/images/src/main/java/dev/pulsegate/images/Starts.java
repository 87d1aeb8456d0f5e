package dev.pulsegate.images;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** Starts services as their images do, with a PostgreSQL and without a broker, which they wait for as they run. */
final class Starts implements AutoCloseable {

    private static final String USER = "postgres";
    private static final String SECRET = "for a start that is recorded, and no other";

    /** Some of what every start is followed by; an answer that it is not allowed is one too. */
    private static final Map<Product, List<String>> FIRST_CALLS = Map.of(
            Product.AUTH_SERVICE, List.of("/.well-known/jwks.json", "/api/auth/me", "/login"),
            Product.ECG_SERVICE, List.of("/api/ecg/streams", "/ws/ecg/stream"),
            Product.SPACE_GATEWAY, List.of("/", "/api/spaces", "/api/requests"));

    /** Null until the first start. */
    private EmbeddedPostgres database;

    /** Starts a service, calls it, and has Java write down what it loaded meanwhile. */
    void record(Contents contents, Path recording) throws IOException, InterruptedException {
        var options = List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recording);
        try (var service = start(contents, options)) {
            for (var path : FIRST_CALLS.get(contents.product())) {
                call(service.address().resolve(path));
            }
            call(service.managementAddress().resolve("/q/health/ready"));
            service.stop();
        }
    }

    /** What a start takes that finds this much prepared. */
    StartUp time(Contents contents, Prepared prepared) throws IOException, InterruptedException {
        try (var service = start(contents, prepared.options(contents))) {
            return service.startUp();
        }
    }

    private StartedService start(Contents contents, List<String> options) throws IOException, InterruptedException {
        var command = contents.javaCommand(contents.root(), options);
        return StartedService.start(command, environment(contents.product()));
    }

    private Map<String, String> environment(Product product) throws IOException {
        var name = product.imageName().replaceFirst("-.*", "").replace("space", "gateway");
        var datasource = "QUARKUS_DATASOURCE_" + name.toUpperCase(Locale.ROOT);
        return Map.of(
                datasource + "_JDBC_URL",
                emptyDatabase(name),
                datasource + "_USERNAME",
                USER,
                datasource + "_PASSWORD",
                USER,
                "AMQP_PORT",
                "1",
                "PULSEGATE_PLATFORM_TOKEN_ISSUER",
                "http://localhost",
                "PULSEGATE_AUTH_SIGNING_KEY_SECRET",
                SECRET,
                "PULSEGATE_GATEWAY_FILES_URL_SECRET",
                SECRET,
                "PULSEGATE_GATEWAY_FILES_FOLDER_PATH",
                System.getProperty("java.io.tmpdir"),
                "QUARKUS_HTTP_PORT",
                "0",
                "QUARKUS_MANAGEMENT_PORT",
                "0");
    }

    private String emptyDatabase(String name) throws IOException {
        if (database == null) {
            database =
                    EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        }
        try (var connection = database.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return database.getJdbcUrl(USER, name);
    }

    private static void call(URI address) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            http.send(
                    HttpRequest.newBuilder(address)
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    BodyHandlers.discarding());
        }
    }

    @Override
    public void close() throws IOException {
        if (database != null) {
            database.close();
        }
    }
}
