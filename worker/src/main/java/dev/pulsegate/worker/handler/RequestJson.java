package dev.pulsegate.worker.handler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.pulsegate.workerprotocol.InferenceRequest;

/** A request as a command is given it: a JSON object. */
final class RequestJson {

    private RequestJson() {}

    static ObjectNode of(InferenceRequest request) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("request_id", request.id())
                .put("attempt", request.attempt().number())
                .put("space_name", request.space())
                .put("username", request.username())
                .put("deadline", request.deadline().toString())
                .set("payload", request.payload().tree());
        var files = json.putArray("files");
        for (var file : request.files()) {
            files.addObject()
                    .put("name", file.name())
                    .put("kind", file.kind())
                    .put("content_type", file.contentType())
                    .put("size", file.sizeBytes())
                    .put("url", file.url());
        }
        request.upload().ifPresent(upload -> json.putObject("upload")
                .put("put_url", upload.putUrl())
                .put("final_url", upload.finalUrl())
                .put("content_type", upload.contentType()));
        if (request.traceparent() != null) {
            json.put("traceparent", request.traceparent());
        }
        return json;
    }
}
