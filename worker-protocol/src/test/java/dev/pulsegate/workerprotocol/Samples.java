package dev.pulsegate.workerprotocol;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Every message, with all of its members: {@link SamplesTest} fails if one is missing. */
final class Samples {

    static final String REQUEST_ID = "01a20051-8a1b-767c-9a77-b325aa3acad3";
    static final String LEASE = "5e4e2f0e-6b0b-4b5e-8f0a-1d5d3c1a2b3c";
    static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    static final Attempt ATTEMPT = new Attempt(REQUEST_ID, 2, LEASE);

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Samples() {}

    static List<WorkerMessage> ofWorkers() {
        return List.of(
                new WorkerMessage.Register(
                        List.of("A", "B"), 3, "gpu-1", "1.0", EnumSet.of(InputKind.AUDIO), List.of(ATTEMPT)),
                new WorkerMessage.Authenticate("a.b.c"),
                new WorkerMessage.Drain(),
                new WorkerMessage.Progress(ATTEMPT, new BigDecimal("0.50"), "half"),
                new WorkerMessage.TextChunk(ATTEMPT, 0, "text\n"),
                new WorkerMessage.DataChunk(
                        ATTEMPT, 1, RawJson.of(JSON.arrayNode().add(1).add("two"))),
                new WorkerMessage.Completed(
                        ATTEMPT, RawJson.of(JSON.objectNode().put("text", "done"))),
                new WorkerMessage.Failed(ATTEMPT, "no such model", true));
    }

    static List<GatewayMessage> ofTheGateway() {
        return List.of(
                new GatewayMessage.Registered("Registered.", "c", List.of(new GatewayMessage.SpaceName("7", "A"))),
                new GatewayMessage.RegistrationRefused("There is no such space."),
                new GatewayMessage.AuthenticateResponse(true, "The new token was taken."),
                new InferenceRequest(
                        ATTEMPT,
                        "A",
                        "alice",
                        Instant.parse("2030-01-01T00:00:00Z"),
                        RawJson.ofText("{\"prompt\":\"hi\",\"x\":1E+400}"),
                        List.of(new InputFile("a.wav", "audio", "audio/wav", 7, "/f/a")),
                        new UploadTarget("/p", "/f", "image/png"),
                        TRACEPARENT),
                new GatewayMessage.ResultResponse(REQUEST_ID, 2, true, "Taken."),
                new GatewayMessage.Cancel(REQUEST_ID, 2, "the owner canceled it"),
                new GatewayMessage.Drain(),
                new GatewayMessage.Reconnect(350),
                new GatewayMessage.Refused("stale_attempt", "Somebody else has it.", REQUEST_ID, 2));
    }
}
