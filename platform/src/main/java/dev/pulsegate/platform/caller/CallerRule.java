package dev.pulsegate.platform.caller;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.pulsegate.platform.token.Caller;

/** Who may call something, as its annotations say. */
public sealed interface CallerRule {

    /** Everybody may; nobody needs to be known. */
    record Anyone() implements CallerRule {}

    /**
     * Some kinds may; none, where nothing is said.
     *
     * @param kinds those that may
     */
    record Only(Set<CallerKind> kinds) implements CallerRule {

        public Only {
            kinds = Set.copyOf(kinds);
        }

        /** Why another may not, in a sentence for people. */
        String refusal() {
            return kinds.isEmpty()
                    ? "Nobody may do this."
                    : "Only "
                            + kinds.stream()
                                    .sorted()
                                    .filter(kind -> kind != CallerKind.ANONYMOUS)
                                    .map(CallerKind::words)
                                    .collect(Collectors.joining(" or "))
                            + " may do this.";
        }
    }

    /** The rule of a socket's class. */
    static CallerRule of(Class<?> type) {
        return said(type).orElseGet(() -> new Only(Set.of()));
    }

    /** The rule of a route's method, which counts more than its class's. */
    static CallerRule of(Method method) {
        return said(method).orElseGet(() -> of(method.getDeclaringClass()));
    }

    private static Optional<CallerRule> said(AnnotatedElement element) {
        if (element.isAnnotationPresent(CallableByAnyone.class)) {
            return Optional.of(new Anyone());
        }
        return Optional.ofNullable(element.getAnnotation(CallableBy.class)).map(only -> {
            var kinds = EnumSet.noneOf(CallerKind.class);
            kinds.addAll(Arrays.asList(only.value()));
            return new Only(kinds);
        });
    }

    /** Whether this caller may. */
    default boolean admits(Caller caller) {
        return admits(CallerKind.of(caller));
    }

    /** Whether a caller of this kind may. */
    default boolean admits(CallerKind kind) {
        return switch (this) {
            case Anyone _ -> true;
            case Only only -> only.kinds.contains(kind);
        };
    }

    /** Why one that is not admitted may not, in a sentence for people. */
    default String refused() {
        return switch (this) {
            case Anyone _ -> "Anyone may do this.";
            case Only only -> only.refusal();
        };
    }
}
