package dev.pulsegate.gateway.submission;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.gateway.file.RequestFiles;
import dev.pulsegate.gateway.file.RequestFiles.Attachment;
import dev.pulsegate.gateway.file.StoredFile;
import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.platform.token.Caller;

/** Looks at the stored files a submission names, before anything is spent on it. Blocks. */
@ApplicationScoped
class SubmittedFiles {

    private final RequestFiles files;

    SubmittedFiles(RequestFiles files) {
        this.files = files;
    }

    /** What comes of looking. */
    sealed interface Finding {

        /**
         * They may be used.
         *
         * @param kinds what they are
         * @param digests of each its content's SHA-256: two uploads of the same are the same submission
         */
        record Usable(Set<InputKind> kinds, List<String> digests) implements Finding {}

        /** They may not; {@code why} says so to the caller. */
        record Unusable(String why) implements Finding {}
    }

    /**
     * What is in files of the caller, whether they may be used or have been.
     *
     * @return the SHA-256 of each file's content, in order; empty if one of them is not there
     */
    Optional<List<String>> contents(List<UUID> fileIds, Caller caller) {
        return files.contents(fileIds, caller.accountId());
    }

    /** Looks at files that the caller would use in a request of the space; never asked about none. */
    Finding look(List<UUID> fileIds, Caller caller, Space space) {
        return switch (files.check(fileIds, caller.accountId())) {
            case Attachment.Attached(var found) -> look(found, space);
            case Attachment.Unusable(var fileId, var why) -> new Finding.Unusable("The file " + fileId + " " + why);
        };
    }

    /** Whether a kind is taken at all is for {@link SubmissionRules}; here it is how much of it. */
    private static Finding look(List<StoredFile> found, Space space) {
        var kinds = EnumSet.noneOf(InputKind.class);
        for (var file : found) {
            var kind = InputKind.valueOf(file.kind().name());
            var limit = space.limit(kind);
            if (file.sizeBytes() > limit.maxBytes()) {
                return new Finding.Unusable(
                        "The file " + file.id() + " has more than the " + limit.maxBytes() + " bytes this space takes");
            }
            if (!limit.takes(file.contentType().value())) {
                return new Finding.Unusable("The file " + file.id() + " is of a type this space does not take");
            }
            kinds.add(kind);
        }
        return new Finding.Usable(kinds, found.stream().map(StoredFile::sha256).toList());
    }
}
