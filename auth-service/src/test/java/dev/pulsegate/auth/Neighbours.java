package dev.pulsegate.auth;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;

import dev.pulsegate.auth.entitlement.OperatedSpaces;
import dev.pulsegate.auth.entitlement.OwnedStreams;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What space-gateway and ecg-service would say over AMQP. */
@ApplicationScoped
public class Neighbours {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Emitter<String> operators;
    private final Emitter<String> owners;
    private final OperatedSpaces spaces;
    private final OwnedStreams streams;

    Neighbours(
            @Channel("operators-of-the-test") Emitter<String> operators,
            @Channel("owners-of-the-test") Emitter<String> owners,
            OperatedSpaces spaces,
            OwnedStreams streams) {
        this.operators = operators;
        this.owners = owners;
        this.spaces = spaces;
        this.streams = streams;
    }

    /** Says how a space stands, as contracts have it. */
    public void say(UUID space, long version, String name, List<String> who, boolean deleted) {
        sayOfSpaces(message(space, version, name, who, deleted));
    }

    /** Says anything where space-gateway says how a space stands. */
    public void sayOfSpaces(String text) {
        operators.send(text).toCompletableFuture().join();
    }

    /** Says how a space stands if the broker is there. */
    public void trySay(UUID space, long version, String name, List<String> who) {
        operators
                .send(message(space, version, name, who, false))
                .exceptionally(away -> null)
                .toCompletableFuture()
                .join();
    }

    private static String message(UUID space, long version, String name, List<String> who, boolean deleted) {
        return Answer.json(
                "message_id",
                UUID.randomUUID(),
                "space_id",
                space,
                "version",
                version,
                "name",
                name,
                "operators",
                who,
                "deleted",
                deleted);
    }

    /** Says whose a stream is, as contracts have it. */
    public void say(UUID stream, String account, boolean deleted) {
        owners.send(Answer.json(
                        "message_id",
                        UUID.randomUUID(),
                        "stream_id",
                        stream,
                        "account_id",
                        account,
                        "deleted",
                        deleted))
                .toCompletableFuture()
                .join();
    }

    /** Has these spaces made for an operator, and waits until that is known. */
    public void operatedBy(String account, String... names) {
        Arrays.stream(names).forEach(name -> say(UUID.randomUUID(), 0, name, List.of(account), false));
        Eventually.holds(PATIENCE, () -> assertThat(names).allMatch(name -> spaces.operates(account, name)));
    }

    /** Has a stream made by an account, waits until that is known, and tells its id. */
    public String streamOf(String account) {
        var stream = UUID.randomUUID();
        say(stream, account, false);
        Eventually.holds(PATIENCE, () -> assertThat(streams.owns(UUID.fromString(account), stream.toString()))
                .isTrue());
        return stream.toString();
    }
}
