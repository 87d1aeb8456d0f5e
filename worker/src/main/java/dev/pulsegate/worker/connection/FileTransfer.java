package dev.pulsegate.worker.connection;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

import dev.pulsegate.workerprotocol.InputFile;
import dev.pulsegate.workerprotocol.UploadTarget;

/** Gets and puts files by the time-limited addresses that came with a request; no token is sent along. */
public final class FileTransfer {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration UPLOAD_TIMEOUT = Duration.ofMinutes(10);

    private final HttpClient http;
    private final GatewayAddress gateway;

    /** Files of a gateway's requests. */
    public FileTransfer(HttpClient http, GatewayAddress gateway) {
        this.http = http;
        this.gateway = gateway;
    }

    /**
     * Opens a file for reading; to be closed by the caller.
     *
     * @throws IOException if it is not to be had
     */
    public InputStream open(InputFile file) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address(file.url()))
                .timeout(ANSWER_TIMEOUT)
                .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            response.body().close();
            throw new IOException("the file " + file.name() + " is not to be had: HTTP " + response.statusCode());
        }
        return response.body();
    }

    /**
     * Puts a file, and says where it is to be had from then on.
     *
     * @throws IOException if it was not taken
     */
    public URI upload(UploadTarget target, Path file) throws IOException, InterruptedException {
        var builder = HttpRequest.newBuilder(address(target.putUrl()))
                .timeout(UPLOAD_TIMEOUT)
                .PUT(HttpRequest.BodyPublishers.ofFile(file));
        if (!target.contentType().isBlank()) {
            builder.header("Content-Type", target.contentType());
        }
        var response = http.send(builder.build(), HttpResponse.BodyHandlers.discarding());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("the result file was not taken: HTTP " + response.statusCode());
        }
        return address(target.finalUrl());
    }

    private URI address(String url) throws IOException {
        try {
            return gateway.file(url);
        } catch (IllegalArgumentException e) {
            throw new IOException("the gateway sent an address that cannot be used", e);
        }
    }
}
