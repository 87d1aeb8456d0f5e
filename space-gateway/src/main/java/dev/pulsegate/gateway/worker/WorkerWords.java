package dev.pulsegate.gateway.worker;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.platform.input.ForeignText;
import dev.pulsegate.platform.json.Json;
import dev.pulsegate.workerprotocol.InvalidMessageException;
import dev.pulsegate.workerprotocol.Reference;
import dev.pulsegate.workerprotocol.WorkerMessage.Chunk;
import dev.pulsegate.workerprotocol.WorkerMessage.DataChunk;
import dev.pulsegate.workerprotocol.WorkerMessage.Progress;
import dev.pulsegate.workerprotocol.WorkerMessage.Register;
import dev.pulsegate.workerprotocol.WorkerMessage.TextChunk;

/** What a worker says in the protocol's words, in those of the queue and the dispatcher. */
final class WorkerWords {

    private WorkerWords() {}

    /** Checks what every list of workers shows: the protocol cannot know what this process takes for a name. */
    static void checkNames(Register register) throws InvalidMessageException {
        checkName("worker_name", register.name());
        checkName("worker_version", register.version());
    }

    private static void checkName(String member, String name) throws InvalidMessageException {
        var objection = name == null ? null : ForeignText.objectionToName(name).orElse(null);
        if (objection != null) {
            throw InvalidMessageException.malformed("\"" + member + "\" " + objection + ".");
        }
    }

    /** The bits of the inputs it takes. */
    static int inputKinds(Register register) {
        return register.inputs().isEmpty()
                ? InputKind.ALL
                : InputKind.mask(register.inputs().stream()
                        .map(kind -> switch (kind) {
                            case PROMPT -> InputKind.PROMPT;
                            case AUDIO -> InputKind.AUDIO;
                            case VIDEO -> InputKind.VIDEO;
                            case FILE -> InputKind.FILE;
                        })
                        .collect(Collectors.toSet()));
    }

    /** What it goes on with from an earlier connection. */
    static List<Attempt> held(Register register) {
        return register.held().stream().map(WorkerWords::attempt).toList();
    }

    /** The request a message is about. */
    static UUID requestId(Reference reference) {
        return UUID.fromString(reference.requestId());
    }

    /** A whole attempt. */
    static Attempt attempt(dev.pulsegate.workerprotocol.Attempt attempt) {
        return new Attempt(requestId(attempt), attempt.number(), UUID.fromString(attempt.lease()));
    }

    /** An attempt of which its holder said only so much. */
    static Attempt attempt(Reference.Partial part, Attempt held) {
        return new Attempt(
                held.requestId(),
                part.number() == null ? held.number() : part.number(),
                part.lease() == null ? held.lease() : UUID.fromString(part.lease()));
    }

    /** What watchers are told of a progress: a JSON object. */
    static String data(Progress progress) {
        var data = Json.object();
        if (progress.progress() != null) {
            data.withJson("progress", progress.progress().toString());
        }
        if (progress.message() != null) {
            data.with("message", progress.message());
        }
        return data.toString();
    }

    /** What watchers are told of a chunk: a JSON object. */
    static String data(Chunk chunk) {
        return switch (chunk) {
            case TextChunk text -> Json.object().with("text", text.text()).toString();
            case DataChunk data ->
                Json.object().withJson("data", data.data().text()).toString();
        };
    }
}
