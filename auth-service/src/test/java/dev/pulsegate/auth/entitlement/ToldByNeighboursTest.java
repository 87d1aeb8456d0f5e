package dev.pulsegate.auth.entitlement;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.junit.jupiter.api.Test;

import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Http;
import dev.pulsegate.auth.Neighbours;
import dev.pulsegate.platform.broker.Broker;
import dev.pulsegate.platform.broker.ChannelState;
import dev.pulsegate.testkit.broker.AmqpBroker;
import dev.pulsegate.testkit.management.ManagementPort;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What space-gateway and ecg-service tell over a real broker: bad, twice, late, and after the broker forgot everything. */
@AuthServiceTest
class ToldByNeighboursTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** What an operator finds in the queue beside the channel. */
    @ApplicationScoped
    static class PutAside {

        private final List<String> texts = new CopyOnWriteArrayList<>();

        @Incoming("put-aside-of-the-test")
        void hear(String text) {
            texts.add(text);
        }
    }

    private final String ada = Http.newName();
    private final String bob = Http.newName();
    private final UUID space = UUID.randomUUID();
    private final String name = "Space" + space;

    @Inject
    Neighbours neighbours;

    @Inject
    OperatedSpaces spaces;

    @Inject
    OwnedStreams streams;

    @Inject
    PutAside putAside;

    @Inject
    Broker channels;

    AmqpBroker broker;

    private void awaitOperator(String who) {
        Eventually.holds(SOON, () -> assertThat(spaces.operates(who, name)).isTrue());
    }

    /** The broker hands out in order: once a later one is known and none is under way, all were taken. */
    private void awaitAllTaken() {
        neighbours.operatedBy(ada, "Barrier" + UUID.randomUUID());
        Eventually.holds(SOON, () -> assertThat(
                        ManagementPort.metric("pulsegate_channel_lag_seconds{channel=\"space-operators-in\"}"))
                .isZero());
    }

    @Test
    void whatIsNoMessageIsPutAsideAndBlocksNothing() {
        var tag = UUID.randomUUID().toString();
        var bad = List.of("no JSON " + tag, "{\"space_id\":\"" + tag + "\"}", "[\"" + tag + "\"]");
        bad.forEach(neighbours::sayOfSpaces);
        neighbours.say(space, 0, name, List.of(ada), false);
        awaitOperator(ada);
        Eventually.holds(SOON, () -> assertThat(putAside.texts)
                .filteredOn(text -> text.contains(tag))
                .containsExactlyInAnyOrderElementsOf(bad));
    }

    @Test
    void whatComesTwiceOrLateChangesNothing() {
        neighbours.say(space, 2, name, List.of(bob), false);
        awaitOperator(bob);
        neighbours.say(space, 1, name, List.of(ada), false);
        neighbours.say(space, 2, name, List.of(ada), false);
        awaitAllTaken();
        assertThat(spaces.operates(ada, name)).isFalse();
        assertThat(spaces.operates(bob, name)).isTrue();

        neighbours.say(space, 3, name, List.of(), true);
        Eventually.holds(SOON, () -> assertThat(spaces.operates(bob, name)).isFalse());
        neighbours.say(space, 2, name, List.of(bob), false);
        awaitAllTaken();
        assertThat(spaces.operates(bob, name)).isFalse();
    }

    @Test
    void aStreamThatWasDeletedStaysSoThoughItsOwnerIsToldAgain() {
        var account = UUID.randomUUID();
        var stream = neighbours.streamOf(account.toString());
        neighbours.say(UUID.fromString(stream), account.toString(), true);
        Eventually.holds(SOON, () -> assertThat(streams.owns(account, stream)).isFalse());
        neighbours.say(UUID.fromString(stream), account.toString(), false);
        neighbours.streamOf(account.toString());
        Eventually.holds(SOON, () -> assertThat(
                        ManagementPort.metric("pulsegate_channel_lag_seconds{channel=\"stream-owner-in\"}"))
                .isZero());
        assertThat(streams.owns(account, stream)).isFalse();
    }

    @Test
    void aBrokerThatComesBackEmptyIsListenedToAgain() {
        awaitAllTaken();
        broker.stop();
        broker.start();
        Eventually.holds(SOON, () -> {
            // As an outbox does, until it is heard.
            neighbours.trySay(space, 1, name, List.of(ada));
            assertThat(spaces.operates(ada, name)).isTrue();
            assertThat(channels.channels().values()).allMatch(ChannelState::connected);
        });
    }
}
