package dev.pulsegate.gateway.file.multipart;

import java.util.List;
import java.util.Map;

import dev.pulsegate.gateway.file.FileKind;

/**
 * What a form may hold: what its space takes.
 *
 * @param kinds the kinds of file it may have, each with its limits
 * @param maxFiles the most files
 * @param maxFields the most fields
 * @param maxFieldBytes the most bytes a field may have
 */
public record IntakeLimits(Map<FileKind, KindLimits> kinds, int maxFiles, int maxFields, int maxFieldBytes) {

    public IntakeLimits {
        kinds = Map.copyOf(kinds);
    }

    /**
     * What a file of a kind may be.
     *
     * @param maxBytes the most bytes
     * @param contentTypes the content types taken, such as {@code audio/*}; none means any
     */
    public record KindLimits(long maxBytes, List<String> contentTypes) {

        public KindLimits {
            contentTypes = List.copyOf(contentTypes);
        }
    }
}
