package dev.pulsegate.platform.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.platform.channel.ChannelHeaders;
import dev.pulsegate.platform.channel.ChannelJson;
import dev.pulsegate.platform.outbox.OutboxStore.Waiting;
import dev.pulsegate.platform.token.TokenSettings;
import dev.pulsegate.platform.trace.Traces;

import static org.assertj.core.api.Assertions.assertThat;

/** What two replicas publish of one table in a real PostgreSQL; the broker is one that does as it is told. */
class OutboxTableTest {

    /** The table as the services' migrations leave it. */
    private static final String TABLE = """
            create table outbox (subject uuid primary key, version bigint not null, message text not null,
                written_at timestamptz not null default now(), publish_at timestamptz not null,
                published boolean not null, forget_at timestamptz)
            """;

    private static final String DUE = "update outbox set publish_at = now() - interval '1 s'";

    private static EmbeddedPostgres server;
    private static DataSource database;

    private final ChannelJson json = new ChannelJson(new ObjectMapper());
    private final OutboxTable table =
            new OutboxTable(database, "outbox", TokenSettings.with(Map.of()).outbox());
    private final Replica replica = new Replica();
    private final Replica other = new Replica();

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        database = server.getPostgresDatabase();
        execute(TABLE);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        execute("delete from outbox");
    }

    private static int execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static List<UUID> subjects(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select subject from outbox where " + sql)) {
            var subjects = new ArrayList<UUID>();
            while (rows.next()) {
                subjects.add(rows.getObject(1, UUID.class));
            }
            return subjects;
        }
    }

    private OutboxMessage put(UUID subject, long version) throws SQLException {
        var message = new OutboxMessage(subject, version, "{\"message_id\":\"%s/%d\"}".formatted(subject, version));
        table.put(message, false);
        return message;
    }

    private OutboxMessage put() throws SQLException {
        return put(UUID.randomUUID(), 1);
    }

    /** One process's end of the channel: notes what is sent, and takes it or not. */
    private final class Replica implements Emitter<String> {

        private final List<Message<String>> sent = new CopyOnWriteArrayList<>();
        private boolean away;
        private boolean refuses;
        private final OutboxPublisher publisher =
                new OutboxPublisher(table, this, json, Traces.off(), () -> away, Runnable::run);

        List<String> ids() {
            return sent.stream()
                    .map(message -> ChannelHeaders.of(message).messageId())
                    .toList();
        }

        @Override
        public <M extends Message<? extends String>> void send(M message) {
            sent.add(Message.of(message.getPayload(), message.getMetadata()));
            var settled = refuses ? message.nack(new IllegalStateException("no room")) : message.ack();
            settled.toCompletableFuture().join();
        }

        @Override
        public CompletionStage<Void> send(String payload) {
            return CompletableFuture.failedFuture(new UnsupportedOperationException());
        }

        @Override
        public void complete() {}

        @Override
        public void error(Exception failure) {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public boolean hasRequests() {
            return true;
        }
    }

    @Test
    void twoReplicasPublishEachMessageOnceBetweenThem() throws Exception {
        for (int i = 0; i < 800; i++) {
            put();
        }
        execute(DUE);
        var together = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var both = List.of(replica, other).stream()
                    .map(each -> threads.submit(() -> {
                        together.await();
                        each.publisher.publishDue();
                        each.publisher.publishDue();
                        return null;
                    }))
                    .toList();
            for (var each : both) {
                each.get();
            }
        }
        var all = new ArrayList<>(replica.ids());
        all.addAll(other.ids());
        assertThat(all).hasSize(800).doesNotHaveDuplicates();
        assertThat(table.waiting()).isEqualTo(Waiting.NOTHING);
    }

    @Test
    void whatWasJustWrittenIsLeftToItsWriterForAWhile() throws Exception {
        var message = put();
        other.publisher.publishDue();
        assertThat(other.sent).isEmpty();
        replica.publisher.publish(message);
        assertThat(replica.ids()).containsExactly(message.subject() + "/1");
        assertThat(subjects("published")).containsExactly(message.subject());
    }

    @Test
    void whatIsRefusedWaitsAndIsCountedUntilItIsTaken() throws Exception {
        var message = put();
        execute(DUE + ", written_at = now() - interval '1 min'");
        replica.refuses = true;
        replica.publisher.publishDue();
        assertThat(replica.publisher.waiting().depth()).isEqualTo(1);
        assertThat(replica.publisher.waiting().oldestAge()).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(2));
        execute(DUE);
        replica.refuses = false;
        replica.publisher.publishDue();
        assertThat(replica.ids()).hasSize(2).containsOnly(message.subject() + "/1");
        assertThat(replica.publisher.waiting()).isEqualTo(Waiting.NOTHING);
    }

    @Test
    void aReplicaWithoutTheBrokerLeavesWhatIsDueToAnother() throws Exception {
        put();
        execute(DUE);
        replica.away = true;
        replica.publisher.publishDue();
        assertThat(replica.sent).isEmpty();
        assertThat(replica.publisher.waiting().depth()).isEqualTo(1);
        other.publisher.publishDue();
        assertThat(other.sent).hasSize(1);
    }

    @Test
    void whatWasNeverTakenGoesBeforeWhatIsOnlyRepeated() throws Exception {
        table.taken(put());
        table.taken(put());
        execute("update outbox set publish_at = now() - interval '1 hour'");
        var fresh = put();
        execute("update outbox set publish_at = now() where not published");
        assertThat(table.takeDue(1)).containsExactly(fresh);
    }

    @Test
    void whatWasTakenIsRepeatedTheSeldomerTheOlderItIs() throws Exception {
        var fresh = put();
        table.taken(fresh);
        var older = put();
        execute("update outbox set written_at = now() - interval '10 min' where subject = '%s'"
                .formatted(older.subject()));
        table.taken(older);
        var old = put();
        execute("update outbox set written_at = now() - interval '9 days' where subject = '%s'"
                .formatted(old.subject()));
        table.taken(old);
        assertThat(subjects("publish_at between now() + interval '50 s' and now() + interval '1 min'"))
                .containsExactly(fresh.subject());
        assertThat(subjects("publish_at between now() + interval '9 min' and now() + interval '11 min'"))
                .containsExactly(older.subject());
        assertThat(subjects("publish_at between now() + interval '59 min' and now() + interval '1 hour'"))
                .containsExactly(old.subject());
    }

    @Test
    void onlyTheNewestAboutAThingIsToldWhateverComesOfAnOlderOne() throws Exception {
        var subject = UUID.randomUUID();
        var second = put(subject, 2);
        var first = put(subject, 1);
        table.taken(first);
        assertThat(table.waiting().depth()).isEqualTo(1);
        execute(DUE);
        assertThat(table.takeDue(10)).containsExactly(second);
    }

    @Test
    void theEndOfAThingIsForgottenOnceItWasToldForLongEnough() throws Exception {
        var told = new OutboxMessage(UUID.randomUUID(), 1, "{}");
        var untold = new OutboxMessage(UUID.randomUUID(), 1, "{}");
        table.put(told, true);
        table.put(untold, true);
        table.taken(told);
        table.forgetOld();
        assertThat(subjects("true")).hasSize(2);
        execute("update outbox set forget_at = now() - interval '1 s'");
        table.forgetOld();
        assertThat(subjects("true")).containsExactly(untold.subject());
    }
}
