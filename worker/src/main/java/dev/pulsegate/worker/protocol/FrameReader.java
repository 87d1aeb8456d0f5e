package dev.pulsegate.worker.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Reads frames as messages. Members it does not know are passed over, so that a later gateway can say more; members it
 * knows have to be right.
 */
public final class FrameReader {

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(ProtocolLimits.MAX_DEPTH)
                            .maxStringLength(ProtocolLimits.MAX_FRAME_BYTES)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Numbers stay as they came, also those that no double can hold.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /**
     * Reads a frame.
     *
     * @throws MalformedFrameException if it is no message of the protocol
     */
    public GatewayMessage read(String frame) throws MalformedFrameException {
        var message = parse(frame);
        var type = message.name("type");
        return switch (type) {
            case "register_response" -> registration(message);
            case "authenticate_response" ->
                new GatewayMessage.Authenticated(message.flag("success"), message.words("message"));
            case "inference_request" -> new GatewayMessage.Inference(request(message));
            case "inference_result_response" ->
                new GatewayMessage.ResultAnswered(
                        message.id("request_id"),
                        message.positive("attempt"),
                        message.flag("accepted"),
                        message.words("message"));
            case "inference_cancel" ->
                new GatewayMessage.Cancel(
                        message.id("request_id"), message.positive("attempt"), message.words("reason"));
            case "drain" -> new GatewayMessage.Drain();
            case "error" ->
                new GatewayMessage.Problem(
                        message.name("code"),
                        message.words("message"),
                        message.optionalId("request_id"),
                        message.optionalPositive("attempt"));
            default -> throw new MalformedFrameException("its type is not known: " + Members.quote(type));
        };
    }

    private Members parse(String frame) throws MalformedFrameException {
        try {
            var tree = mapper.readTree(frame);
            if (tree != null && tree.isObject()) {
                return new Members(tree);
            }
            throw new MalformedFrameException("it is not a JSON object");
        } catch (JsonProcessingException e) {
            throw new MalformedFrameException("it is not JSON: " + e.getOriginalMessage());
        } catch (NumberFormatException e) {
            throw new MalformedFrameException("it is not JSON: a number's exponent is too long");
        }
    }

    private static GatewayMessage registration(Members message) throws MalformedFrameException {
        if (!message.flag("success")) {
            return new GatewayMessage.RegistrationRefused(message.words("message"));
        }
        var spaces = new ArrayList<String>();
        for (var space : message.objects("spaces", ProtocolLimits.MAX_SPACES)) {
            spaces.add(space.name("name"));
        }
        return new GatewayMessage.Registered(
                message.words("message"), message.optionalId("connection_id").orElse(""), List.copyOf(spaces));
    }

    private static InferenceRequest request(Members message) throws MalformedFrameException {
        var attempt = new Attempt(message.id("request_id"), message.positive("attempt"), message.id("lease"));
        var files = new ArrayList<InputFile>();
        for (var file : message.objects("files", ProtocolLimits.MAX_FILES)) {
            files.add(new InputFile(
                    file.words("name"),
                    file.name("kind"),
                    file.words("content_type"),
                    file.size("size"),
                    file.url("url")));
        }
        return new InferenceRequest(
                attempt,
                message.name("space_name"),
                message.words("username"),
                message.instant("deadline"),
                message.object("payload"),
                files,
                upload(message));
    }

    private static Optional<UploadTarget> upload(Members message) throws MalformedFrameException {
        var upload = message.optionalMembers("upload");
        return upload.isEmpty()
                ? Optional.empty()
                : Optional.of(new UploadTarget(
                        upload.get().url("put_url"),
                        upload.get().url("final_url"),
                        upload.get().words("content_type")));
    }
}
