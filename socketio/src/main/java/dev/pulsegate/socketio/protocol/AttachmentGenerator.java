package dev.pulsegate.socketio.protocol;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;

import dev.pulsegate.socketio.engine.Message;

/** Writes JSON, and of everything binary in it the place only: the bytes are kept for messages of their own. */
final class AttachmentGenerator extends JsonGeneratorDelegate {

    private final List<Message> attachments = new ArrayList<>();
    private boolean looksLikePlaceholder;

    AttachmentGenerator(JsonGenerator json) {
        super(json, false);
    }

    /** What was binary. */
    List<Message> attachments() {
        return attachments;
    }

    /** Whether the data itself has a member that the other side could take for an attachment's place. */
    boolean looksLikePlaceholder() {
        return looksLikePlaceholder;
    }

    @Override
    public void writeBinary(Base64Variant variant, byte[] data, int offset, int length) throws IOException {
        delegate.writeStartObject();
        delegate.writeBooleanField(Placeholders.MARK, true);
        delegate.writeNumberField(Placeholders.NUMBER, attachments.size());
        delegate.writeEndObject();
        attachments.add(Message.binary(Arrays.copyOfRange(data, offset, offset + length)));
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        looksLikePlaceholder |= Placeholders.MARK.equals(name);
        delegate.writeFieldName(name);
    }

    @Override
    public void writeFieldName(SerializableString name) throws IOException {
        writeFieldName(name.getValue());
    }
}
