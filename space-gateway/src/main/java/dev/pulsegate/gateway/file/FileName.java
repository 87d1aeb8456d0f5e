package dev.pulsegate.gateway.file;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/**
 * A name for people to know a file by. It never names anything on our side: objects are stored under keys of our own.
 *
 * @param value 1 to {@value #MAX_LENGTH} characters, without folders, control and formatting characters or what file
 *     systems forbid
 */
public record FileName(String value) {

    /** The most characters a name has. */
    public static final int MAX_LENGTH = 150;

    private static final String FALLBACK = "file";
    private static final int MAX_EXTENSION_LENGTH = 12;

    /** A name as a client gave it, made harmless. What nothing is left of becomes {@code file}. */
    public static FileName of(String given) {
        var name = given == null ? "" : Normalizer.normalize(given, Normalizer.Form.NFC);
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        // Controls, formatting (right-to-left overrides disguise extensions), surrogates and what Windows forbids.
        name = name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\"*:<>?|;%]", "_")
                .strip();
        // A leading dot hides a file, a trailing one is dropped by Windows.
        name = name.replaceAll("^[.\\s]+|[.\\s]+$", "");
        name = shortened(name);
        return new FileName(name.isEmpty() ? FALLBACK : name);
    }

    /** A name for a result that came without one, with the extension its content type commonly has. */
    public static FileName ofResult(MediaType type) {
        var extension =
                switch (type.value()) {
                    case "audio/wav", "audio/x-wav", "audio/wave" -> ".wav";
                    case "audio/mpeg" -> ".mp3";
                    case "audio/ogg" -> ".ogg";
                    case "video/mp4" -> ".mp4";
                    case "video/webm" -> ".webm";
                    case "image/png" -> ".png";
                    case "image/jpeg" -> ".jpg";
                    case "application/json" -> ".json";
                    case "application/pdf" -> ".pdf";
                    case "application/zip" -> ".zip";
                    case "text/csv" -> ".csv";
                    case "text/plain" -> ".txt";
                    default -> ".bin";
                };
        return new FileName("result" + extension);
    }

    /** Cuts the name short, but not its extension. */
    private static String shortened(String name) {
        if (name.length() <= MAX_LENGTH) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        var extension = dot > 0 && name.length() - dot <= MAX_EXTENSION_LENGTH ? name.substring(dot) : "";
        return name.substring(0, MAX_LENGTH - extension.length()) + extension;
    }

    /** The {@code Content-Disposition} that makes a browser save the file under this name (RFC 6266). */
    public String contentDisposition() {
        var ascii = value.replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "_");
        return ascii.equals(value)
                ? "attachment; filename=\"" + ascii + "\""
                : "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + percentEncoded();
    }

    /** As RFC 8187 §3.2 has it: all but letters, digits and a few marks is encoded. */
    private String percentEncoded() {
        var encoded = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            boolean plain = character < 0x80
                    && (Character.isLetterOrDigit(character) || "!#$&+-.^_`|~".indexOf(character) >= 0);
            encoded.append(plain ? String.valueOf(character) : String.format(Locale.ROOT, "%%%02X", (int) character));
        }
        return encoded.toString();
    }

    @Override
    public String toString() {
        return value;
    }
}
