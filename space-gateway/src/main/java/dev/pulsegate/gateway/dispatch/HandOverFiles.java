package dev.pulsegate.gateway.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.pulsegate.gateway.file.FileKind;
import dev.pulsegate.gateway.file.MediaType;
import dev.pulsegate.gateway.file.RequestFiles;
import dev.pulsegate.gateway.file.StoredFile;
import dev.pulsegate.gateway.file.link.FileLinks;
import dev.pulsegate.gateway.queue.claim.Claim;

/** Where a worker can read the files of what is handed over to it, and where it can put its result. */
public final class HandOverFiles {

    /** A download that began just before the deadline may go on for so long. */
    private static final Duration AFTER_DEADLINE = Duration.ofMinutes(1);

    private final RequestFiles files;
    private final FileLinks links;

    public HandOverFiles(RequestFiles files, FileLinks links) {
        this.files = files;
        this.links = links;
    }

    /** The files these requests bring; blocks. Requests without files are left out. */
    Map<UUID, List<HandOver.InputFile>> filesOf(Collection<Claim> claims) {
        var deadlines = new HashMap<UUID, Instant>();
        for (var claim : claims) {
            if (claim.fileCount() > 0) {
                deadlines.put(claim.attempt().requestId(), claim.deadline());
            }
        }
        var inputs = new HashMap<UUID, List<HandOver.InputFile>>();
        if (!deadlines.isEmpty()) {
            files.of(deadlines.keySet())
                    .forEach((request, stored) -> inputs.put(request, inputs(stored, deadlines.get(request))));
        }
        return inputs;
    }

    /** What an earlier attempt put as a result is no input. */
    private List<HandOver.InputFile> inputs(List<StoredFile> stored, Instant deadline) {
        return stored.stream()
                .filter(file -> file.kind() != FileKind.RESULT)
                .map(file -> new HandOver.InputFile(
                        file.name().value(),
                        file.kind().label(),
                        file.contentType().value(),
                        file.sizeBytes(),
                        links.download(file.id(), deadline.plus(AFTER_DEADLINE)).toString()))
                .toList();
    }

    /** Where the worker can put a result file; never blocks. */
    HandOver.Upload upload(Claim claim) {
        var attempt = claim.attempt();
        var upload = links.resultUpload(attempt.requestId(), attempt.number(), claim.deadline());
        return new HandOver.Upload(upload.putUrl().toString(), upload.finalUrl().toString(), MediaType.OCTETS.value());
    }
}
