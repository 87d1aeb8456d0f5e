package dev.pulsegate.testkit.management;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.eclipse.microprofile.config.ConfigProvider;

/** The port on which the service under test tells operators of itself. */
public final class ManagementPort {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private ManagementPort() {}

    /** What is told at a path, such as {@code /q/openapi}. */
    public static HttpResponse<String> get(String path) {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A metric's value, by its name and labels as they stand in the text, such as {@code a_total{b="c"}}; 0 if absent. */
    public static double metric(String series) {
        return get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }
}
