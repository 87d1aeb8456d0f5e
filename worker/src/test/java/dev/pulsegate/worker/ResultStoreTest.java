package dev.pulsegate.worker;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.pulsegate.worker.ResultStore.Said;
import dev.pulsegate.workerprotocol.Attempt;

import static org.assertj.core.api.Assertions.assertThat;

class ResultStoreTest {

    private final List<String> dropped = new ArrayList<>();

    @Test
    void theOldestAreGivenUpWhenThereAreTooMany() throws InterruptedException {
        var store = new ResultStore(2, 1000, dropped::add);
        add(store, "a", 1);
        add(store, "b", 1);
        add(store, "c", 1);

        assertThat(dropped).containsExactly("a");
        assertThat(store.next(null).getFirst()).startsWith("b");
        assertThat(store.next(null).getFirst()).startsWith("c");
    }

    @Test
    void theOldestAreGivenUpWhenTheyAreTooLongButNeverTheNewest() throws InterruptedException {
        var store = new ResultStore(100, 1000, dropped::add);
        add(store, "a", 600);
        add(store, "b", 600);
        add(store, "c", 5000);

        assertThat(dropped).containsExactly("a", "b");
        assertThat(store.size()).isEqualTo(1);
        assertThat(store.next(null).getFirst()).startsWith("c");
    }

    @Test
    void eachIsGivenOutOnceAConnectionUntilItIsSettled() throws InterruptedException {
        var store = new ResultStore(100, 1000, dropped::add);
        add(store, "a", 1);
        add(store, "b", 1);
        assertThat(store.next(null).getFirst()).startsWith("a");
        store.restart();
        assertThat(store.next(null).getFirst()).startsWith("a");
        assertThat(store.settle("a", 2)).isFalse();
        assertThat(store.settle("b", 1)).isTrue();
        assertThat(store.settle("b", 1)).isFalse();
        add(store, "c", 1);

        assertThat(store.next(null).getFirst()).startsWith("c");
        assertThat(store.size()).isEqualTo(2);
        assertThat(dropped).isEmpty();
    }

    @Test
    void chunksGoBeforeResultsDo() throws InterruptedException {
        var store = new ResultStore(100, 1000, dropped::add);
        for (var id : List.of("a", "b", "c")) {
            store.add(new Attempt(id, 1, "lease"), new Said(List.of("chunk".repeat(100)), null, id.repeat(100)));
        }

        assertThat(store.next(null)).containsExactly("a".repeat(100));
        assertThat(store.next(null)).containsExactly("b".repeat(100));
        assertThat(store.next(null)).containsExactly("chunk".repeat(100), "c".repeat(100));
        assertThat(dropped).isEmpty();
    }

    private static void add(ResultStore store, String id, int length) {
        store.add(new Attempt(id, 1, "lease"), new Said(List.of(), null, id.repeat(length)));
    }
}
