package dev.pulsegate.ecg.synthesis;

import java.util.List;
import java.util.stream.Collectors;

/** Synthesis parameters that were refused, with every reason at once. */
public final class InvalidParametersException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * One refused parameter.
     *
     * @param parameter name of the component of {@link SynthesisParameters}, such as {@code heartRateBpm}
     * @param message what is wrong with it, with the range that is allowed
     */
    public record Violation(String parameter, String message) {}

    private final transient List<Violation> violations;

    /** Names each parameter at fault. */
    public InvalidParametersException(List<Violation> violations) {
        super(violations.stream().map(v -> v.parameter() + " " + v.message()).collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    /** Every refused parameter, in the order of the record's components; never empty. */
    public List<Violation> violations() {
        return violations;
    }
}
