package dev.pulsegate.gateway.replica;

import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

class ReplicaTableIT {

    @Test
    void theDeadAreToldFromTheLiving() {
        try (var database = TestDatabase.create()) {
            var table = new ReplicaTable(database.jdbi());
            var self = UUID.randomUUID();
            var living = UUID.randomUUID();
            var dead = UUID.randomUUID();
            var limit = Duration.ofSeconds(8);
            table.beat(self, "{}");
            table.beat(living, "{\"a\":1}");
            table.beat(dead, "{}");
            database.update("update replica set heartbeat_at = now() - interval '9 seconds' where id = '" + dead + "'");
            assertThat(table.others(self, limit))
                    .containsExactlyInAnyOrder(
                            new ReplicaTable.Other(living, "{\"a\":1}", false, false),
                            new ReplicaTable.Other(dead, "{}", false, true));
            table.forget(living, limit);
            table.forget(dead, limit);
            assertThat(table.others(self, limit))
                    .extracting(ReplicaTable.Other::id)
                    .containsExactly(living);
        }
    }
}
