package dev.pulsegate.gateway.space;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.pulsegate.platform.account.AccountNames;

/**
 * A named endpoint that workers serve, as it was when it was read.
 *
 * @param version counts its changes
 * @param name its name; workers write it in the same case
 * @param description a few words for people
 * @param cover the address of a picture, or null
 * @param enabled whether it takes requests and workers
 * @param inputs what its requests may bring
 * @param limits how much of each of these
 * @param workerAccess who may serve it
 * @param operators the account names of those whose workers may serve it, beside administrators', as they were written
 * @param rules what its requests are kept by
 * @param createdAt when it was made
 * @param changedAt when it was changed last
 */
public record Space(
        UUID id,
        int version,
        String name,
        String description,
        String cover,
        boolean enabled,
        Set<InputKind> inputs,
        Map<InputKind, InputLimit> limits,
        WorkerAccess workerAccess,
        List<String> operators,
        QueueRules rules,
        Instant createdAt,
        Instant changedAt) {

    public Space {
        inputs = Set.copyOf(inputs);
        limits = Map.copyOf(limits);
        operators = List.copyOf(operators);
    }

    /** How much of an input it takes. */
    public InputLimit limit(InputKind kind) {
        return limits.getOrDefault(kind, InputLimit.standard(kind));
    }

    /** Whether the account of this name is one of its operators. */
    public boolean isOperatedBy(String accountName) {
        var key = AccountNames.keyOf(accountName);
        return operators.stream().map(AccountNames::keyOf).anyMatch(key::equals);
    }

    /** The bits of what its requests may bring. */
    public int inputMask() {
        return InputKind.mask(inputs.isEmpty() ? EnumSet.noneOf(InputKind.class) : inputs);
    }
}
