package dev.pulsegate.platform.memory;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import dev.pulsegate.platform.PlatformConfig;

/** The process's budgets, and their figures: {@code pulsegate_memory_…} by {@code budget}. */
@ApplicationScoped
public class MemoryBudgets {

    /** Reading JSON takes several times its length, so bodies get less of the heap than messages. */
    private static final int HEAP_PER_BODIES = 32;

    private static final int HEAP_PER_MESSAGES = 16;
    private static final long LARGEST_BODY = 3L << 20;
    private static final long LARGEST_MESSAGE = 1L << 20;

    private final ByteBudget bodies;
    private final ByteBudget messages;

    MemoryBudgets(PlatformConfig config, MeterRegistry registry) {
        long heap = Runtime.getRuntime().maxMemory();
        var memory = config.memory();
        this.bodies = new ByteBudget(
                memory.bodies().map(size -> size.asLongValue()).orElse(heap / HEAP_PER_BODIES), LARGEST_BODY);
        this.messages = new ByteBudget(
                memory.messages().map(size -> size.asLongValue()).orElse(heap / HEAP_PER_MESSAGES), LARGEST_MESSAGE);
        count(registry, "bodies", bodies);
        count(registry, "messages", messages);
    }

    private static void count(MeterRegistry registry, String name, ByteBudget budget) {
        Gauge.builder("pulsegate.memory.taken", budget, taken -> (double) taken.takenBytes())
                .tag("budget", name)
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("pulsegate.memory.limit", budget, limited -> (double) limited.limitBytes())
                .tag("budget", name)
                .baseUnit("bytes")
                .register(registry);
        FunctionCounter.builder("pulsegate.memory.refused", budget, refusing -> (double) refusing.refusals())
                .tag("budget", name)
                .register(registry);
    }

    /** For request bodies that are read into memory, and what is buffered of those that are not. */
    public ByteBudget bodies() {
        return bodies;
    }

    /** For request heads and for messages on sockets, from when they are announced until they are whole. */
    public ByteBudget messages() {
        return messages;
    }
}
