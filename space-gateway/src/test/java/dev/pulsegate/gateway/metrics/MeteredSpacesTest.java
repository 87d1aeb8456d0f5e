package dev.pulsegate.gateway.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.TestQueue;
import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.space.WorkerAccess;
import dev.pulsegate.platform.id.Uuid7;

import static org.assertj.core.api.Assertions.assertThat;

class MeteredSpacesTest {

    private static final int MOST = 2;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeteredSpaces spaces = new MeteredSpaces(registry, MOST);
    private final List<Space> known = new ArrayList<>();
    private int made;

    private UUID make(String name) {
        var id = Uuid7.next();
        known.add(space(id, name, Instant.EPOCH.plusSeconds(made++)));
        spaces.follow(known);
        return id;
    }

    private void rename(UUID id, String name) {
        known.replaceAll(space -> space.id().equals(id) ? space(id, name, space.createdAt()) : space);
        spaces.follow(known);
    }

    private void delete(UUID id) {
        known.removeIf(space -> space.id().equals(id));
        spaces.follow(known);
    }

    private static Space space(UUID id, String name, Instant createdAt) {
        return new Space(
                id,
                0,
                name,
                "",
                null,
                true,
                InputKind.of(InputKind.ALL),
                Map.of(),
                WorkerAccess.OPEN,
                List.of(),
                TestQueue.RULES,
                createdAt,
                createdAt);
    }

    private Set<String> labels() {
        var labels = new TreeSet<String>();
        registry.getMeters().forEach(meter -> labels.add(meter.getId().getTag("space")));
        return labels;
    }

    private double repeated(String label) {
        return registry.get("pulsegate.requests.repeated")
                .tag("space", label)
                .counter()
                .count();
    }

    @Test
    void theOldestHaveALabelOfTheirOwnAndTheRestShareOne() {
        make("first");
        make("second");
        var third = make("third");
        var fourth = make("fourth");
        spaces.of(third).repeated();
        spaces.of(fourth).repeated();
        spaces.of(UUID.randomUUID()).repeated();

        assertThat(labels()).containsExactly("first", "other", "second");
        assertThat(repeated("other")).isEqualTo(3);
    }

    @Test
    void whatIsDeletedIsToldNoMoreAndTheNextInAgeIsToldByItself() {
        var first = make("first");
        make("second");
        var third = make("third");
        int meters = registry.getMeters().size();
        delete(first);
        spaces.of(third).repeated();

        assertThat(labels()).containsExactly("other", "second", "third");
        assertThat(repeated("third")).isEqualTo(1);
        assertThat(registry.getMeters()).hasSize(meters);
    }

    @Test
    void oneThatIsRenamedBeginsAnewUnderItsNewName() {
        var id = make("before");
        spaces.of(id).repeated();
        rename(id, "after");
        spaces.of(id).repeated();

        assertThat(labels()).containsExactly("after", "other");
        assertThat(repeated("after")).isEqualTo(1);
    }

    @Test
    void oneThatIsNamedLikeTheRestIsCountedWithIt() {
        var id = make("Other");
        spaces.of(id).repeated();

        assertThat(labels()).containsExactly("other");
        assertThat(repeated("other")).isEqualTo(1);
    }

    @Test
    void whatDoesNotChangeGoesOnCounting() {
        var id = make("first");
        spaces.of(id).repeated();
        make("second");
        spaces.of(id).repeated();

        assertThat(repeated("first")).isEqualTo(2);
    }
}
