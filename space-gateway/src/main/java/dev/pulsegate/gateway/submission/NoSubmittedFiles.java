package dev.pulsegate.gateway.submission;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.DefaultBean;

import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.platform.token.Caller;

/** No files are kept. */
@DefaultBean
@ApplicationScoped
class NoSubmittedFiles implements SubmittedFiles {

    @Override
    public Finding look(List<UUID> files, Caller caller, Space space) {
        return new Finding.Unusable("are not taken here");
    }

    @Override
    public Optional<List<String>> contents(List<UUID> files, Caller caller) {
        return files.isEmpty() ? Optional.of(List.of()) : Optional.empty();
    }
}
