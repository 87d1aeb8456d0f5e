package dev.pulsegate.gateway.attachment;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;

import dev.pulsegate.gateway.dispatch.HandOver;
import dev.pulsegate.gateway.dispatch.HandOverFiles;
import dev.pulsegate.gateway.file.FileKind;
import dev.pulsegate.gateway.file.MediaType;
import dev.pulsegate.gateway.file.RequestFiles;
import dev.pulsegate.gateway.file.StoredFile;
import dev.pulsegate.gateway.queue.claim.Claim;

/** Tells a worker where to read a request's files and where to put its result. */
@ApplicationScoped
class WorkerFiles implements HandOverFiles {

    /** A download that began just before the deadline may go on for so long. */
    private static final Duration AFTER_DEADLINE = Duration.ofMinutes(1);

    private final RequestFiles files;
    private final AgroalDataSource dataSource;

    WorkerFiles(RequestFiles files, @DataSource("gateway") AgroalDataSource dataSource) {
        this.files = files;
        this.dataSource = dataSource;
    }

    @Override
    public Map<UUID, List<HandOver.InputFile>> filesOf(Collection<Claim> claims) throws SQLException {
        var deadlines = new HashMap<UUID, Instant>();
        for (var claim : claims) {
            if (claim.fileCount() > 0) {
                deadlines.put(claim.attempt().requestId(), claim.deadline());
            }
        }
        if (deadlines.isEmpty()) {
            return Map.of();
        }
        var inputs = new HashMap<UUID, List<HandOver.InputFile>>();
        try (var connection = dataSource.getConnection()) {
            files.of(connection, deadlines.keySet())
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
                        files.downloadUrl(file, deadline.plus(AFTER_DEADLINE)).toString()))
                .toList();
    }

    @Override
    public Optional<HandOver.Upload> upload(Claim claim) {
        var attempt = claim.attempt();
        var upload = files.resultUpload(attempt.requestId(), attempt.number(), claim.deadline());
        return Optional.of(new HandOver.Upload(
                upload.putUrl().toString(), upload.finalUrl().toString(), MediaType.OCTETS.value()));
    }
}
