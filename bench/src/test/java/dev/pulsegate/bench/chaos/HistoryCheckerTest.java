package dev.pulsegate.bench.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class HistoryCheckerTest {

    private static final String ID = "r1";
    private static final Sight ACCEPTED = new Sight.Accepted("key", ID);
    private static final Sight HANDED_OVER = new Sight.HandedOver(ID, 1, "ada");
    private static final Sight COMPLETING = new Sight.Completing(ID, "mark");
    private static final Sight TAKEN = new Sight.ResultTaken(ID, "mark");
    private static final Sight COMPLETED = found("completed", "mark", "queued", "processing", "completed");

    private static Sight found(String status, String mark, String... events) {
        return new Sight.Found(ID, status, 1, mark, List.of(events));
    }

    @Test
    void aRequestThatIsDoneOnceIsAllRight() {
        var again = new Sight.Accepted("key", ID);
        var looked = new Sight.Looked(ID, "completed", 3);
        var followed = new Sight.Followed(ID, List.of("queued", "processing", "completed"));
        assertThat(HistoryChecker.violations(
                        List.of(ACCEPTED, again, HANDED_OVER, COMPLETING, TAKEN, looked, followed, COMPLETED)))
                .isEmpty();
    }

    @Test
    void anAnswerThatWasOnItsWayBeforeTheEndWasSeenIsAllRight() {
        var late = new Sight.Looked(ID, "processing", 3);
        var end = new Sight.Looked(ID, "completed", 3);
        assertThat(HistoryChecker.violations(List.of(ACCEPTED, HANDED_OVER, COMPLETING, TAKEN, end, late, COMPLETED)))
                .isEmpty();
    }

    @Test
    void aResultOfAWorkerThatDiedBeforeItSentItIsAllRight() {
        var second = new Sight.HandedOver(ID, 2, "bob");
        var made = new Sight.Completing(ID, "mark of bob");
        var end = new Sight.Found(ID, "completed", 2, "mark of bob", List.of("queued", "completed"));
        assertThat(HistoryChecker.violations(List.of(ACCEPTED, HANDED_OVER, COMPLETING, second, made, end)))
                .isEmpty();
    }

    static Stream<Arguments> whatMustNotBe() {
        var failed = found("failed", null, "queued", "failed");
        var canceled = found("canceled", null, "queued", "canceled");
        return Stream.of(
                arguments("is lost", List.of(ACCEPTED, new Sight.Missing(ID))),
                arguments(
                        "was followed as",
                        List.of(COMPLETING, new Sight.Followed(ID, List.of("queued", "completed")), COMPLETED)),
                arguments("by 2 submissions", List.of(ACCEPTED, new Sight.Accepted("other", ID))),
                arguments("became request", List.of(ACCEPTED, new Sight.Accepted("key", "r2"))),
                arguments("never came to an end", List.of(ACCEPTED, found("queued", null, "queued"))),
                arguments(
                        "go on after its end",
                        List.of(ACCEPTED, new Sight.Looked(ID, "completed", 0), new Sight.Looked(ID, "processing", 2))),
                arguments(
                        "was seen canceled and is completed",
                        List.of(COMPLETING, new Sight.Looked(ID, "canceled", 0), COMPLETED)),
                arguments("was canceled and is", List.of(COMPLETING, new Sight.CancelTaken(ID), COMPLETED)),
                arguments("canceled for no reason", List.of(ACCEPTED, canceled)),
                arguments("failed for no reason", List.of(ACCEPTED, HANDED_OVER, failed)),
                arguments("expired for no reason", List.of(ACCEPTED, found("expired", null, "queued", "expired"))),
                arguments("completed for no reason", List.of(ACCEPTED, found("completed", null, "completed"))),
                arguments("that nobody made", List.of(ACCEPTED, HANDED_OVER, COMPLETED)),
                arguments(
                        "that was refused",
                        List.of(ACCEPTED, COMPLETING, new Sight.ResultRefused(ID, "mark"), COMPLETED)),
                arguments(
                        "does not have the result that was taken",
                        List.of(ACCEPTED, COMPLETING, new Sight.ResultTaken(ID, "other mark"), COMPLETED)),
                arguments("2 results taken", List.of(TAKEN, new Sight.ResultTaken(ID, "other mark"))),
                arguments("as attempt 1", List.of(HANDED_OVER, new Sight.HandedOver(ID, 1, "bob"))),
                arguments("counts 1 attempts", List.of(COMPLETING, new Sight.HandedOver(ID, 2, "bob"), COMPLETED)),
                arguments(
                        "tells of its end as",
                        List.of(COMPLETING, found("completed", "mark", "queued", "completed", "completed"))),
                arguments(
                        "tells of its end as", List.of(COMPLETING, found("completed", "mark", "completed", "queued"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatMustNotBe")
    void whatMustNotBeIsSaid(String what, List<Sight> history) {
        assertThat(HistoryChecker.violations(history))
                .anySatisfy(violation -> assertThat(violation).contains(what));
    }

    @Test
    void oneRequestsFaultIsNotAnothers() {
        var history = new ArrayList<Sight>(List.of(ACCEPTED, COMPLETING, COMPLETED));
        history.add(new Sight.Accepted("key 2", "r2"));
        history.add(new Sight.Missing("r2"));
        assertThat(HistoryChecker.violations(history)).containsExactly("request r2 was accepted and is lost");
    }
}
