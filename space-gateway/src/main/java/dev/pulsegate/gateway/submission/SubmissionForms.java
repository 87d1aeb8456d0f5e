package dev.pulsegate.gateway.submission;

import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;

import dev.pulsegate.gateway.file.FileKind;
import dev.pulsegate.gateway.file.StoredFile;
import dev.pulsegate.gateway.file.multipart.IntakeLimits;
import dev.pulsegate.gateway.file.multipart.IntakeLimits.KindLimits;
import dev.pulsegate.gateway.file.multipart.IntakeResult;
import dev.pulsegate.gateway.file.multipart.MultipartIntake;
import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.platform.problem.Problems;

/** Reads submissions that come as forms. */
@ApplicationScoped
public class SubmissionForms {

    /** The most bytes a field may have; a space may take less. */
    public static final int MOST_FIELD_BYTES = 1 << 20;

    private static final int MOST_FILES = 20;
    private static final int MOST_FIELDS = 10;

    private final MultipartIntake intake;
    private final Validator validator;
    private final ObjectMapper json;

    SubmissionForms(MultipartIntake intake, Validator validator, ObjectMapper json) {
        this.intake = intake;
        this.validator = validator;
        this.json = json;
    }

    /** Reads a form with files, which go to storage as they come; blocks. */
    public IntakeResult read(String contentType, InputStream body, UUID accountId, Space space) {
        return intake.read(contentType, body, limits(space), accountId, space.id());
    }

    /** Reads a form that was submitted before; its files are read to be compared, and not kept. Blocks. */
    IntakeResult compare(String contentType, InputStream body, UUID accountId, Space space) {
        return intake.compare(contentType, body, limits(space), accountId, space.id());
    }

    /** Deletes the files of a form that became no request. */
    public void discard(IntakeResult.Accepted form) {
        intake.discard(form);
    }

    private static IntakeLimits limits(Space space) {
        var kinds = Arrays.stream(InputKind.values())
                .filter(kind -> kind != InputKind.PROMPT && space.inputs().contains(kind))
                .collect(Collectors.toMap(
                        kind -> FileKind.valueOf(kind.name()),
                        kind -> new KindLimits(
                                space.limit(kind).maxBytes(), space.limit(kind).types())));
        return new IntakeLimits(kinds, MOST_FILES, MOST_FIELDS, MOST_FIELD_BYTES);
    }

    /**
     * What a form says, in fields named like the members of JSON.
     *
     * @throws HttpProblem 400 if a field is not what it should be
     * @throws ConstraintViolationException if one is out of bounds
     */
    public Submission submission(Map<String, String> fields, List<StoredFile> files) {
        var submission = new Submission(
                text(fields, "prompt"),
                text(fields, "audio_url"),
                parameters(text(fields, "parameters")),
                files.stream().map(StoredFile::id).toList(),
                priority(text(fields, "priority")),
                null);
        var violations = validator.validate(submission);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        return submission;
    }

    /** An input of a page's form that was left empty is one that was not there. */
    private static String text(Map<String, String> fields, String name) {
        var value = fields.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    private JsonNode parameters(String text) {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw Problems.badRequest("The field parameters is no JSON.");
        }
    }

    private static Integer priority(String text) {
        try {
            return text == null ? null : Integer.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw Problems.badRequest("The field priority is a whole number.");
        }
    }
}
