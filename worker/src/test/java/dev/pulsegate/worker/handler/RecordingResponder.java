package dev.pulsegate.worker.handler;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.pulsegate.workerprotocol.Attempt;
import dev.pulsegate.workerprotocol.InferenceRequest;
import dev.pulsegate.workerprotocol.InputFile;
import dev.pulsegate.workerprotocol.RawJson;
import dev.pulsegate.workerprotocol.UploadTarget;

/** Keeps what a handler says. */
class RecordingResponder implements Responder {

    final List<String> chunks = Collections.synchronizedList(new ArrayList<>());
    final List<Double> progress = Collections.synchronizedList(new ArrayList<>());
    final List<String> log = Collections.synchronizedList(new ArrayList<>());

    static InferenceRequest request(String prompt) {
        return request(prompt, null);
    }

    static InferenceRequest request(String prompt, String traceparent) {
        return new InferenceRequest(
                new Attempt("r", 1, "the-lease"),
                "S",
                "alice",
                Instant.parse("2030-01-01T00:00:00Z"),
                RawJson.of(JsonNodeFactory.instance.objectNode().put("prompt", prompt)),
                List.of(new InputFile("a.txt", "file", "text/plain", 5, "/files/a")),
                new UploadTarget("/put", "/final", "text/plain"),
                traceparent);
    }

    @Override
    public void progress(double fraction, String message) {
        progress.add(fraction);
    }

    @Override
    public void chunk(String text) {
        chunks.add(text);
    }

    @Override
    public void chunk(JsonNode data) {
        chunks.add(data.toString());
    }

    @Override
    public void log(String line) {
        log.add(line);
    }

    @Override
    public InputStream open(InputFile file) {
        throw new UnsupportedOperationException();
    }

    @Override
    public URI upload(Path file) {
        throw new UnsupportedOperationException();
    }
}
