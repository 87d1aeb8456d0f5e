package dev.pulsegate.gateway.file.multipart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileUploadException;

import dev.pulsegate.gateway.file.FileKind;
import dev.pulsegate.gateway.file.FileName;
import dev.pulsegate.gateway.file.FileReceiver;
import dev.pulsegate.gateway.file.FileReceiver.Incoming;
import dev.pulsegate.gateway.file.FileReceiver.Reception;
import dev.pulsegate.gateway.file.MediaType;
import dev.pulsegate.gateway.file.Refusal;
import dev.pulsegate.gateway.file.StoredFile;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.input.ForeignText;
import dev.pulsegate.platform.memory.ByteBudget;

/** The reading of one form. For one thread, once. */
final class FormReading {

    private static final int FIELD_STEP_BYTES = 16 * 1024;
    private static final Pattern PART_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    private final FileReceiver receiver;
    private final ByteBudget memory;
    private final Object holder;
    private final IntakeLimits limits;
    private final UUID accountId;
    private final UUID spaceId;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final List<StoredFile> files = new ArrayList<>();
    private long heldBytes;

    FormReading(FileReceiver receiver, ByteBudget memory, IntakeLimits limits, UUID accountId, UUID spaceId) {
        this.receiver = receiver;
        this.memory = memory;
        this.holder = accountId == null ? "" : accountId;
        this.limits = limits;
        this.accountId = accountId;
        this.spaceId = spaceId;
    }

    IntakeResult read(String contentType, InputStream body) {
        boolean accepted = false;
        try {
            var refusal = readParts(contentType, body);
            accepted = refusal.isEmpty();
            return accepted ? new IntakeResult.Accepted(fields, files) : new IntakeResult.Refused(refusal.get());
        } catch (FileUploadException e) {
            return new IntakeResult.Refused(malformed("The form is not well-formed multipart/form-data."));
        } catch (IOException e) {
            return new IntakeResult.Refused(new Refusal.Disconnected());
        } finally {
            memory.give(holder, heldBytes);
            if (!accepted) {
                receiver.discard(files.stream().map(StoredFile::id).toList());
            }
        }
    }

    private Optional<Refusal> readParts(String contentType, InputStream body) throws IOException {
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return Optional.of(new Refusal.WrongType("A form with files is multipart/form-data."));
        }
        var parts = MultipartReader.parts(contentType, body);
        if (!parts.hasNext()) {
            return Optional.of(malformed("The form is empty, or has another boundary than its Content-Type names."));
        }
        while (parts.hasNext()) {
            var refusal = take(parts.next());
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private Optional<Refusal> take(FileItemInput part) throws IOException {
        var name = part.getFieldName();
        if (name == null || !PART_NAME.matcher(name).matches()) {
            return Optional.of(malformed("A part of the form has no name, or an odd one."));
        }
        var kind = kindOf(name);
        if (kind.isPresent() && !part.isFormField()) {
            return takeFile(part, kind.get());
        }
        return part.isFormField()
                ? takeField(part, name)
                : Optional.of(malformed("The part " + name + " is a file where none is expected."));
    }

    private static Optional<FileKind> kindOf(String partName) {
        return switch (partName) {
            case "audio_file", "audio" -> Optional.of(FileKind.AUDIO);
            case "video_file", "video" -> Optional.of(FileKind.VIDEO);
            case "other_file", "file" -> Optional.of(FileKind.FILE);
            default -> Optional.empty();
        };
    }

    private Optional<Refusal> takeField(FileItemInput part, String name) throws IOException {
        if (fields.size() == limits.maxFields()) {
            return Optional.of(malformed("The form has more than " + limits.maxFields() + " fields."));
        }
        var read = readField(part.getInputStream());
        if (read.isEmpty()) {
            return Optional.of(new Refusal.Busy());
        }
        var bytes = read.get();
        if (bytes.length > limits.maxFieldBytes()) {
            return Optional.of(new Refusal.TooLarge("The field " + name, limits.maxFieldBytes()));
        }
        var text = utf8(bytes);
        if (text.isEmpty()) {
            return Optional.of(malformed("The field " + name + " is not UTF-8."));
        }
        var objection = ForeignText.objection(text.get());
        if (objection.isPresent()) {
            return Optional.of(malformed("The field " + name + " " + objection.get() + "."));
        }
        return fields.putIfAbsent(name, text.get()) == null
                ? Optional.empty()
                : Optional.of(malformed("The field " + name + " stands twice in the form."));
    }

    /** Reads a field, a byte more than allowed at most; empty if there is no room for it now. */
    private Optional<byte[]> readField(InputStream field) throws IOException {
        var bytes = new ByteArrayOutputStream();
        while (bytes.size() <= limits.maxFieldBytes()) {
            if (!memory.take(holder, FIELD_STEP_BYTES)) {
                return Optional.empty();
            }
            heldBytes += FIELD_STEP_BYTES;
            int most = Math.min(FIELD_STEP_BYTES, limits.maxFieldBytes() + 1 - bytes.size());
            var step = field.readNBytes(most);
            bytes.writeBytes(step);
            if (step.length < most) {
                break;
            }
        }
        return Optional.of(bytes.toByteArray());
    }

    private Optional<Refusal> takeFile(FileItemInput part, FileKind kind) throws IOException {
        var objection = objectionToName(part);
        if (objection.isPresent()) {
            return Optional.of(
                    malformed("The name of the file in " + part.getFieldName() + " " + objection.get() + "."));
        }
        if (part.getName() == null || part.getName().isEmpty()) {
            // What a browser sends for a file nobody chose.
            return part.getInputStream().read() < 0
                    ? Optional.empty()
                    : Optional.of(malformed("A file of the form has no name."));
        }
        var kindLimits = limits.kinds().get(kind);
        if (kindLimits == null) {
            return Optional.of(malformed("This space takes no input of the kind " + kind.label() + "."));
        }
        if (files.size() == limits.maxFiles()) {
            return Optional.of(malformed("The form has more than " + limits.maxFiles() + " files."));
        }
        var type = MediaType.parse(part.getContentType());
        if (type.isEmpty()) {
            return Optional.of(malformed("The content type of the " + kind.label() + " is not one."));
        }
        if (!type.get().isAmong(kindLimits.contentTypes())) {
            return Optional.of(new Refusal.WrongType("This space takes " + kind.label() + " of the types "
                    + String.join(", ", kindLimits.contentTypes()) + " only."));
        }
        return receive(part, kind, type.get(), kindLimits.maxBytes());
    }

    private static Optional<String> objectionToName(FileItemInput part) {
        try {
            return Optional.ofNullable(part.getName()).flatMap(ForeignText::objectionToName);
        } catch (InvalidPathException e) {
            // The library looks itself, for NUL only.
            return Optional.of("must not have control characters");
        }
    }

    private Optional<Refusal> receive(FileItemInput part, FileKind kind, MediaType type, long maxBytes)
            throws IOException {
        var incoming =
                new Incoming(Uuid7.next(), accountId, spaceId, null, kind, FileName.of(part.getName()), type, maxBytes);
        return switch (receiver.receive(incoming, part.getInputStream())) {
            case Reception.Received(var file) -> {
                files.add(file);
                yield Optional.empty();
            }
            case Reception.Refused(var refusal) -> Optional.of(refusal);
        };
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Refusal malformed(String detail) {
        return new Refusal.Malformed(detail);
    }
}
