package dev.pulsegate.worker.handler;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.pulsegate.workerprotocol.ExactNumbers;

/**
 * A command's standard output, taken for what {@link ExecOutput} says. Lines become chunks as they come. Read by one
 * thread, then asked for the result by another.
 */
final class CommandOutput {

    /** The most a command may write, in characters. */
    static final int MAX_CHARS = 4 << 20;

    /** A longer line becomes several chunks. */
    static final int MAX_LINE_CHARS = 64 << 10;

    private static final String RESULT_START = "{\"result\"";

    /** With the colon, it says that it is JSON. */
    private static final Pattern RESULT = Pattern.compile("\\{\"result\"\\s*:.*", Pattern.DOTALL);

    private final ExecOutput kind;
    private final Responder out;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private final JsonMapper mapper = ExactNumbers.in(JsonMapper.builder())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Found by hand, to say what is wrong in few words.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** The last line so far, if it may be the result: then it is no chunk. Else null. */
    private String held;

    /** Whether what comes next begins a line. */
    private boolean atStart = true;

    CommandOutput(ExecOutput kind, Responder out) {
        this.kind = kind;
        this.out = out;
    }

    /**
     * Reads until the end.
     *
     * @throws CommandFailedException if there is too much
     */
    void read(InputStream stream) throws IOException, InterruptedException, CommandFailedException {
        var reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
        var buffer = new char[8192];
        long total = 0;
        for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
            total += count;
            if (total > MAX_CHARS) {
                throw new CommandFailedException("the command wrote more than " + MAX_CHARS + " characters");
            }
            take(buffer, count);
        }
        endLine();
    }

    private void take(char[] buffer, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            line.append(buffer[i]);
            if (buffer[i] == '\n' || isFull()) {
                endLine();
            }
        }
    }

    /** Never between the halves of a surrogate pair. A line that may be the result is not cut. */
    private boolean isFull() {
        return line.length() >= MAX_LINE_CHARS
                && !Character.isHighSurrogate(line.charAt(line.length() - 1))
                && !mayBeResult();
    }

    private boolean mayBeResult() {
        return kind == ExecOutput.LINES
                && atStart
                && line.length() >= RESULT_START.length()
                && line.substring(0, RESULT_START.length()).equals(RESULT_START);
    }

    private void endLine() throws InterruptedException {
        if (line.isEmpty()) {
            return;
        }
        var ended = line.toString();
        boolean mayBeResult = mayBeResult();
        atStart = ended.endsWith("\n");
        line.setLength(0);
        if (held != null) {
            chunk(held);
            held = null;
        }
        if (mayBeResult) {
            held = ended;
        } else {
            chunk(ended);
        }
    }

    private void chunk(String piece) throws InterruptedException {
        text.append(piece);
        if (kind != ExecOutput.JSON) {
            out.chunk(piece);
        }
    }

    /**
     * What the command says the result is: an object under {@code result}, the object itself, or the text of all.
     *
     * @throws CommandFailedException if it says that it is JSON, and it is not
     */
    ObjectNode result() throws InterruptedException, CommandFailedException {
        if (kind == ExecOutput.JSON) {
            return json(text.toString());
        }
        if (held != null) {
            if (RESULT.matcher(held).matches()) {
                return json(held);
            }
            chunk(held);
        }
        return JsonNodeFactory.instance.objectNode().put("text", text.toString());
    }

    private ObjectNode json(String written) throws CommandFailedException {
        try {
            var value = mapper.readTree(written);
            var notNumber = ExactNumbers.firstNonNumber(value);
            if (notNumber.isPresent()) {
                throw new CommandFailedException("the result is not JSON: " + notNumber.get());
            }
            if (value instanceof ObjectNode object) {
                return object.get("result") instanceof ObjectNode result ? result : object;
            }
            throw new CommandFailedException("the result is not a JSON object");
        } catch (JsonProcessingException e) {
            throw new CommandFailedException("the result is not JSON: " + e.getOriginalMessage());
        } catch (NumberFormatException e) {
            throw new CommandFailedException("the result is not JSON: a number's exponent is too long");
        }
    }
}
