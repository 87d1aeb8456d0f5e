package dev.pulsegate.gateway.dispatch;

import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.pulsegate.gateway.event.EventFeed;
import dev.pulsegate.gateway.file.link.FileLinks;
import dev.pulsegate.gateway.file.link.SignedUrls;
import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.TestDatabase;
import dev.pulsegate.gateway.queue.TestQueue;
import dev.pulsegate.gateway.replica.Adoptions;
import dev.pulsegate.gateway.replica.Presence;
import dev.pulsegate.gateway.replica.Reconciler;
import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.space.QueueRules;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.platform.task.Supervision;

/** A gateway process without its REST and sockets: queue, dispatcher, heartbeat, on a test's database. */
public final class TestReplica implements AutoCloseable {

    private static final Presence.Rhythm RHYTHM =
            new Presence.Rhythm(Duration.ofSeconds(1), Duration.ofSeconds(6), Duration.ofSeconds(2));
    private static final RetryRules RETRY = new RetryRules(
            new RetryRules.Pauses(Duration.ofMillis(250), Duration.ofMinutes(1)),
            3,
            new RetryRules.Pauses(Duration.ofSeconds(1), Duration.ofMinutes(1)));

    private static final FileLinks LINKS = new FileLinks(
            URI.create("https://pulsegate.example.org"),
            Duration.ofDays(1),
            new SignedUrls(List.of("0123456789abcdef0123456789abcdef"), Clock.systemUTC()),
            Clock.systemUTC());

    public final TestQueue test;
    public final Dispatcher dispatcher;
    public final Presence presence;
    final Adoptions adoptions;
    final Reconciler reconciler;
    final EventFeed feed;
    private final Map<UUID, Space> spaces;

    /** A process of its own. */
    public TestReplica(TestDatabase database) {
        this(database, new ConcurrentHashMap<>());
    }

    /** Another process on the same database. */
    public TestReplica(TestDatabase database, TestReplica sharingSpaces) {
        this(database, sharingSpaces.spaces);
    }

    private TestReplica(TestDatabase database, Map<UUID, Space> spaces) {
        this.spaces = spaces;
        test = new TestQueue(database);
        var supervision = new Supervision();
        dispatcher = new Dispatcher(
                test.replica,
                test.claims,
                test.reports,
                id -> Optional.ofNullable(spaces.get(id)),
                new HandOverFiles(test.files, LINKS),
                RETRY,
                nanos -> {},
                supervision);
        presence = new Presence(
                test.replica, RHYTHM, () -> true, database.jdbi(), test.transitions, dispatcher, supervision);
        adoptions = new Adoptions(test.replica, test.claims, dispatcher);
        reconciler = new Reconciler(test.replica, test.reader, dispatcher);
        feed = new EventFeed(test.reader);
        test.bus.add(dispatcher);
        test.bus.add(feed);
        presence.start();
        dispatcher.start();
    }

    public Space space() {
        return space(TestQueue.RULES);
    }

    public Space space(QueueRules rules) {
        var space = test.space(rules);
        spaces.put(space.id(), space);
        return space;
    }

    public void forget(Space space) {
        spaces.remove(space.id());
        dispatcher.spacesChanged();
    }

    public FakeWorker worker(Space space, int capacity) {
        return worker(space, capacity, InputKind.ALL);
    }

    public FakeWorker worker(Space space, int capacity, int inputKinds) {
        var worker = new FakeWorker(dispatcher);
        worker.register(space, capacity, inputKinds, FakeWorker.INFO, List.of());
        return worker;
    }

    /** A worker that goes by a name. */
    public FakeWorker worker(Space space, int capacity, String name) {
        var worker = new FakeWorker(dispatcher);
        worker.register(space, capacity, InputKind.ALL, FakeWorker.named(name), List.of());
        return worker;
    }

    /** The same, that has some requests before it comes. */
    public FakeWorker worker(Space space, int capacity, String name, List<Attempt> held) throws SQLException {
        var worker = new FakeWorker(dispatcher);
        var adopted = adoptions.adopt(held, Set.of(space.id()));
        worker.register(space, capacity, InputKind.ALL, FakeWorker.named(name), adopted);
        return worker;
    }

    /**
     * Waits until the dispatcher has looked at all there was to hand over when this was called, and all that was reported
     * until then is written: what has not come by then will not come.
     */
    void awaitAllLookedAt() {
        var elsewhere = space();
        var witness = worker(elsewhere, 1);
        // The first may be handed over by a look that began before; the second by none.
        for (int i = 0; i < 2; i++) {
            test.accepted(elsewhere);
            witness.complete(witness.awaitRequest());
        }
        witness.vanish();
    }

    /** Ends without a word, as when it is killed: its rows stay as they are. */
    public void die() {
        dispatcher.stopHandingOver();
        dispatcher.close();
        presence.close();
        test.close();
    }

    @Override
    public void close() {
        dispatcher.close();
        presence.leave();
        test.close();
    }
}
