package dev.pulsegate.gateway.file;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A multipart form made by hand, so that it can be made wrong. */
public final class Form {

    /** The content type of every such form. */
    public static final String TYPE = "multipart/form-data; boundary=frontier";

    private final List<InputStream> parts = new ArrayList<>();

    /** A field. */
    public Form field(String name, String value) {
        return raw("--frontier\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
    }

    /** A file of this text. */
    public Form file(String name, String fileName, String type, String content) {
        return file(name, fileName, type, stream(content));
    }

    /** A file of these bytes. */
    public Form file(String name, String fileName, String type, InputStream content) {
        raw("--frontier\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + fileName
                + "\"\r\nContent-Type: " + type + "\r\n\r\n");
        parts.add(content);
        return raw("\r\n");
    }

    /** Anything. */
    public Form raw(String text) {
        parts.add(stream(text));
        return this;
    }

    /** The form as it should be. */
    public InputStream end() {
        return raw("--frontier--\r\n").cutShort();
    }

    /** The form without its end. */
    public InputStream cutShort() {
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
