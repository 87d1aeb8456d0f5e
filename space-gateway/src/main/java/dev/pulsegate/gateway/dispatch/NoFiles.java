package dev.pulsegate.gateway.dispatch;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.pulsegate.gateway.queue.claim.Claim;

/** Requests bring no files. */
public final class NoFiles implements HandOverFiles {

    @Override
    public Map<UUID, List<HandOver.InputFile>> filesOf(Collection<Claim> claims) {
        return Map.of();
    }

    @Override
    public Optional<HandOver.Upload> upload(Claim claim) {
        return Optional.empty();
    }
}
