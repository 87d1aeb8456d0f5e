package dev.pulsegate.gateway.file.multipart;

import java.util.List;
import java.util.Map;

import dev.pulsegate.gateway.file.Refusal;
import dev.pulsegate.gateway.file.StoredFile;

/** What became of a form. */
public sealed interface IntakeResult {

    /**
     * It is in, and its files are stored; they go by themselves unless a request takes them.
     *
     * @param fields its fields, by name
     * @param files its files, in their order
     */
    record Accepted(Map<String, String> fields, List<StoredFile> files) implements IntakeResult {

        public Accepted {
            fields = Map.copyOf(fields);
            files = List.copyOf(files);
        }
    }

    /** It is refused, and nothing of it stays. */
    record Refused(Refusal refusal) implements IntakeResult {}
}
