package dev.pulsegate.workerprotocol;

import java.util.ArrayList;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Reads what the gateway says. Members it does not know are passed over, so that a later gateway can say more; members it
 * knows have to be right. Safe for use by several threads.
 */
public final class GatewayMessageReader {

    private static final int MAX_QUOTED_CHARS = 60;

    private final JsonMapper mapper = ProtocolJson.mapper(ProtocolJson.factory()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    /**
     * Reads the text of a frame.
     *
     * @throws InvalidMessageException if it is no message of the protocol, or of a type that is not known
     */
    public GatewayMessage read(String text) throws InvalidMessageException {
        var message = new Members(parse(text));
        var type = message.requiredText("type", ProtocolLimits.MAX_NAME_CHARS);
        return switch (type) {
            case GatewayMessage.REGISTER_RESPONSE -> registration(message);
            case GatewayMessage.AUTHENTICATE_RESPONSE ->
                new GatewayMessage.AuthenticateResponse(message.flag("success"), message.words("message"));
            case GatewayMessage.REQUEST -> request(message);
            case GatewayMessage.RESULT_RESPONSE ->
                new GatewayMessage.ResultResponse(
                        id(message, "request_id"),
                        message.requiredNumber("attempt"),
                        message.flag("accepted"),
                        message.words("message"));
            case GatewayMessage.CANCEL ->
                new GatewayMessage.Cancel(
                        id(message, "request_id"), message.requiredNumber("attempt"), message.words("reason"));
            case GatewayMessage.DRAIN -> new GatewayMessage.Drain();
            case GatewayMessage.RECONNECT -> new GatewayMessage.Reconnect(message.requiredPause("after_millis"));
            case GatewayMessage.ERROR -> refusal(message);
            default -> throw InvalidMessageException.malformed("Its type is not known: " + quote(type) + ".");
        };
    }

    private JsonNode parse(String text) throws InvalidMessageException {
        try {
            var tree = mapper.readTree(text);
            if (tree != null && tree.isObject()) {
                return tree;
            }
            throw InvalidMessageException.malformed("A message is a JSON object.");
        } catch (JsonProcessingException e) {
            throw InvalidMessageException.malformed("A message is a JSON object: " + e.getOriginalMessage() + ".");
        } catch (NumberFormatException e) {
            throw InvalidMessageException.malformed("A message is a JSON object: a number's exponent is too long.");
        }
    }

    private static GatewayMessage registration(Members message) throws InvalidMessageException {
        if (!message.flag("success")) {
            return new GatewayMessage.RegistrationRefused(message.words("message"));
        }
        var spaces = new ArrayList<GatewayMessage.SpaceName>();
        for (var space : message.objects("spaces", ProtocolLimits.MAX_SPACES)) {
            spaces.add(new GatewayMessage.SpaceName(
                    space.text("id", ProtocolLimits.MAX_ID_CHARS).orElse(""), name(space, "name")));
        }
        var connectionId = message.text("connection_id", ProtocolLimits.MAX_ID_CHARS);
        return new GatewayMessage.Registered(message.words("message"), connectionId.orElse(""), spaces);
    }

    private static InferenceRequest request(Members message) throws InvalidMessageException {
        var attempt = new Attempt(id(message, "request_id"), message.requiredNumber("attempt"), id(message, "lease"));
        var files = new ArrayList<InputFile>();
        for (var file : message.objects("files", ProtocolLimits.MAX_FILES)) {
            files.add(new InputFile(
                    file.words("name"),
                    name(file, "kind"),
                    file.words("content_type"),
                    file.size("size"),
                    url(file, "url")));
        }
        return new InferenceRequest(
                attempt,
                name(message, "space_name"),
                message.words("username"),
                message.instant("deadline"),
                RawJson.of(message.object("payload")),
                files,
                upload(message),
                message.text("traceparent", ProtocolLimits.MAX_NAME_CHARS).orElse(null));
    }

    /** Null for none, as the request has it. */
    private static UploadTarget upload(Members message) throws InvalidMessageException {
        var upload = message.optionalObject("upload");
        return upload.isEmpty()
                ? null
                : new UploadTarget(
                        url(upload.get(), "put_url"),
                        url(upload.get(), "final_url"),
                        upload.get().words("content_type"));
    }

    private static GatewayMessage refusal(Members message) throws InvalidMessageException {
        var attempt = message.number("attempt");
        return new GatewayMessage.Refused(
                name(message, "code"),
                message.words("message"),
                message.text("request_id", ProtocolLimits.MAX_ID_CHARS).orElse(null),
                attempt.isPresent() ? attempt.getAsInt() : null);
    }

    private static String name(Members object, String member) throws InvalidMessageException {
        return object.requiredText(member, ProtocolLimits.MAX_NAME_CHARS);
    }

    private static String id(Members object, String member) throws InvalidMessageException {
        return object.requiredText(member, ProtocolLimits.MAX_ID_CHARS);
    }

    /** What it leads to is seen when it is used. */
    private static String url(Members object, String member) throws InvalidMessageException {
        return object.requiredText(member, ProtocolLimits.MAX_URL_CHARS);
    }

    /** Text of a peer made fit for a line: short, and without control characters. */
    private static String quote(String text) {
        var cut = text.length() <= MAX_QUOTED_CHARS ? text : text.substring(0, MAX_QUOTED_CHARS) + "…";
        return "\"" + cut.replaceAll("\\p{Cntrl}", "?") + "\"";
    }
}
