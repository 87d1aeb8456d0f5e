package dev.pulsegate.gateway.space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import dev.pulsegate.platform.account.AccountNames;
import dev.pulsegate.platform.input.OneLine;

/**
 * What can be said of a space. What is left out has its default in a new space, and stays as it is in a changed one.
 *
 * @param name its name; no two spaces' names differ in case only
 * @param description a few words for people; none by default
 * @param cover the address of a picture; an empty one takes it away
 * @param enabled whether it takes requests and workers; it does by default
 * @param inputs what its requests may bring; a prompt by default
 * @param inputLimits how much of each input; by default 32 KiB for a prompt, 50 MiB for a file
 * @param workerAccess who may serve it; by default workers with an access key for it
 * @param operators the account names of those who may make access keys for its workers, beside administrators; none by
 *     default
 * @param queueWithoutWorkers whether requests are accepted while no worker is connected; they are by default
 * @param attemptLimit how often a request is handed over before it fails, 1 to 100; 3 by default
 * @param deadlineSeconds how long a worker has, from each hand-over, to a day; 120 by default
 * @param maxWaitSeconds how long a request waits before it expires, to 30 days; a day by default
 * @param queueLimit how many requests may wait, to 1,000,000; 10,000 by default
 * @param accountQueueLimit how many of these may be of one account, to 1,000,000; 0, the default, for a tenth of them, but
 *     10 at least
 * @param cooldownSeconds how long an account waits between two requests, to a day; 0, the default, for not at all
 * @param dailyQuota how many requests an account has a day (UTC); 0, the default, for any number
 * @param userPriority the highest priority of people's requests, -9 to 9; 0 by default
 * @param adminPriority the highest priority of administrators' requests, -9 to 9; 5 by default
 * @param priorityAgeingSeconds how much older a request must be to come before one whose priority is higher by one, to a
 *     day; 60 by default
 */
public record SpaceFields(
        @Size(min = 1, max = 100)
        @Pattern(regexp = "\\S(.*\\S)?", message = "must not begin or end with a blank, nor have more than one line")
        @OneLine
        String name,

        @Size(max = 4000) String description,

        @Size(max = 2000)
        @Pattern(
                regexp = "(https?://\\S+|/\\S*)?",
                message = "must be an address that begins with http, https or a slash")
        String cover,

        Boolean enabled,
        @Size(min = 1, max = 4) Set<@NotNull InputKind> inputs,
        @Size(max = 4) Map<InputKind, @NotNull @Valid InputLimit> inputLimits,
        WorkerAccess workerAccess,

        @Size(max = MOST_OPERATORS)
        List<
                        @NotNull @Size(min = 1, max = 64)
                        @Pattern(regexp = "[^\\s\\p{Cntrl}]*", message = "must be an account's name") String>
                operators,

        Boolean queueWithoutWorkers,
        @Min(1) @Max(100) Integer attemptLimit,
        @Min(1) @Max(86_400) Integer deadlineSeconds,
        @Min(1) @Max(30 * 86_400) Integer maxWaitSeconds,
        @Min(1) @Max(1_000_000) Integer queueLimit,
        @Min(0) @Max(1_000_000) Integer accountQueueLimit,
        @Min(0) @Max(86_400) Integer cooldownSeconds,
        @Min(0) @Max(1_000_000) Integer dailyQuota,
        @Min(-9) @Max(9) Integer userPriority,
        @Min(-9) @Max(9) Integer adminPriority,
        @Min(1) @Max(86_400) Integer priorityAgeingSeconds) {

    private static final int MOST_OPERATORS = 100;

    /** Says some of it, for code; JSON says all it likes. What is not said, or null, is left out. */
    public static final class Builder {

        private String name;
        private String description;
        private String cover;
        private Set<InputKind> inputs;
        private WorkerAccess workerAccess;
        private Integer cooldownSeconds;

        public Builder name(String name) {
            this.name = name;
            return this;
        }

        public Builder description(String description) {
            this.description = description;
            return this;
        }

        public Builder cover(String cover) {
            this.cover = cover;
            return this;
        }

        public Builder inputs(Set<InputKind> inputs) {
            this.inputs = inputs;
            return this;
        }

        public Builder workerAccess(WorkerAccess workerAccess) {
            this.workerAccess = workerAccess;
            return this;
        }

        public Builder cooldownSeconds(Integer cooldownSeconds) {
            this.cooldownSeconds = cooldownSeconds;
            return this;
        }

        public SpaceFields build() {
            return new SpaceFields(
                    name,
                    description,
                    cover,
                    null,
                    inputs,
                    null,
                    workerAccess,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    cooldownSeconds,
                    null,
                    null,
                    null,
                    null);
        }
    }

    /** Writes into a space whatever is said. */
    void applyTo(SpaceEntity space) {
        ifSaid(name, value -> space.name = value);
        ifSaid(description, value -> space.description = value);
        ifSaid(cover, value -> space.cover = value.isEmpty() ? null : value);
        ifSaid(enabled, value -> space.enabled = value);
        ifSaid(inputs, value -> space.inputKinds = (short) InputKind.mask(value));
        ifSaid(inputLimits, value -> space.inputLimits = Map.copyOf(value));
        ifSaid(workerAccess, value -> space.workerAccess = value);
        ifSaid(operators, value -> space.operators = eachOnce(value));
        ifSaid(queueWithoutWorkers, value -> space.queueWithoutWorkers = value);
        ifSaid(attemptLimit, value -> space.attemptLimit = value);
        ifSaid(deadlineSeconds, value -> space.deadlineSeconds = value);
        ifSaid(maxWaitSeconds, value -> space.maxWaitSeconds = value);
        ifSaid(queueLimit, value -> space.queueLimit = value);
        ifSaid(accountQueueLimit, value -> space.accountQueueLimit = value);
        ifSaid(cooldownSeconds, value -> space.cooldownSeconds = value);
        ifSaid(dailyQuota, value -> space.dailyQuota = value);
        ifSaid(userPriority, value -> space.userPriority = value.shortValue());
        ifSaid(adminPriority, value -> space.adminPriority = value.shortValue());
        ifSaid(priorityAgeingSeconds, value -> space.priorityAgeingSeconds = value);
    }

    /** What is said, for whoever looks after the installation: who may use it and how, in words. */
    String said() {
        var said = new ArrayList<String>();
        ifSaid(name, value -> said.add("name " + value));
        ifSaid(enabled, value -> said.add("enabled " + value));
        ifSaid(workerAccess, value -> said.add("worker_access " + value));
        ifSaid(operators, value -> said.add(value.isEmpty() ? "no operators" : "operators " + String.join(" ", value)));
        boolean other = Stream.of(
                        description,
                        cover,
                        inputs,
                        inputLimits,
                        queueWithoutWorkers,
                        attemptLimit,
                        deadlineSeconds,
                        maxWaitSeconds,
                        queueLimit,
                        accountQueueLimit,
                        cooldownSeconds,
                        dailyQuota,
                        userPriority,
                        adminPriority,
                        priorityAgeingSeconds)
                .anyMatch(Objects::nonNull);
        if (other) {
            said.add("other settings");
        }
        return String.join(", ", said);
    }

    private static <T> void ifSaid(T value, Consumer<T> write) {
        if (value != null) {
            write.accept(value);
        }
    }

    /** One that is named twice, perhaps in other case, is kept as it was written first. */
    private static List<String> eachOnce(List<String> names) {
        var byKey = new LinkedHashMap<String, String>();
        names.forEach(name -> byKey.putIfAbsent(AccountNames.keyOf(name), name));
        return List.copyOf(byKey.values());
    }
}
