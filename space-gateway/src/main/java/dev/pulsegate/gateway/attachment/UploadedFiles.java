package dev.pulsegate.gateway.attachment;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.gateway.file.RequestFiles;
import dev.pulsegate.gateway.file.RequestFiles.Attachment;
import dev.pulsegate.gateway.file.StoredFile;
import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.submission.SubmittedFiles;
import dev.pulsegate.platform.token.Caller;

/** Looks whether files that were uploaded before may be used in a request of a space. */
@ApplicationScoped
class UploadedFiles implements SubmittedFiles {

    private final RequestFiles files;

    UploadedFiles(RequestFiles files) {
        this.files = files;
    }

    @Override
    public Finding look(List<UUID> fileIds, Caller caller, Space space) {
        return switch (files.check(fileIds, caller.accountId())) {
            case Attachment.Attached(var found) -> look(found, space);
            case Attachment.Unusable(var fileId, var why) -> new Finding.Unusable("The file " + fileId + " " + why);
        };
    }

    @Override
    public Optional<List<String>> contents(List<UUID> fileIds, Caller caller) {
        return files.contents(fileIds, caller.accountId());
    }

    /** Whether a kind is taken at all is for the submission's own rules; here it is how much of it. */
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
