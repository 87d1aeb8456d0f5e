package dev.pulsegate.gateway.submission;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.platform.token.Caller;

/** Looks at the stored files a submission names, before anything is spent on it. Blocks. */
public interface SubmittedFiles {

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
    Optional<List<String>> contents(List<UUID> files, Caller caller);

    /** Looks at files that the caller would use in a request of the space; never asked about none. */
    Finding look(List<UUID> files, Caller caller, Space space);
}
