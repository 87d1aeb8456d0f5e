package dev.pulsegate.platform.problem;

import java.sql.SQLException;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.platform.storage.DatabaseAway;
import dev.pulsegate.platform.storage.UnknownStorage;

import static org.assertj.core.api.Assertions.assertThat;

class FailureMapperTest {

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "57P01", "57P02", "57P03", "53300"})
    void aDatabaseThatIsAwayIsFoundHoweverDeepItLies(String state) {
        var failure = new IllegalStateException(new RuntimeException(new SQLException("away", state)));
        assertThat(DatabaseAway.isReasonOf(failure)).isTrue();
        assertThat(new FailureMapper(new UnknownStorage()).toProblem(failure).getStatusCode())
                .isEqualTo(503);
        assertThat(new FailureMapper(new UnknownStorage()).toProblem(failure).getHeaders())
                .containsKey("Retry-After");
    }

    @Test
    void aPoolWithoutConnectionsIsADatabaseThatIsAway() {
        assertThat(DatabaseAway.isReasonOf(new SQLException("Acquisition timeout")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P01", "40001", "22001"})
    void aStatementThatFailsIsOurFault(String state) {
        var failure = new RuntimeException(new SQLException("wrong", state));
        assertThat(DatabaseAway.isReasonOf(failure)).isFalse();
        assertThat(new FailureMapper(new UnknownStorage()).toProblem(failure).getStatusCode())
                .isEqualTo(500);
    }

    @Test
    void aDatabaseWithoutRoomIsInsufficientStorage() {
        var failure = new IllegalStateException(new SQLException("could not extend file", "53100"));
        var problem = new FailureMapper(new UnknownStorage()).toProblem(failure);
        assertThat(problem.getStatusCode()).isEqualTo(507);
        assertThat(problem.getDetail()).contains("disk is full");
        assertThat(problem.getHeaders()).containsKey("Retry-After");
    }

    @Test
    void aDatabaseThatOnlyReadsIsSoForWantOfRoomWhereThatIsKnown() {
        var failure = new IllegalStateException(new SQLException("read-only transaction", "25006"));
        assertThat(new FailureMapper(() -> Optional.of("disk full"))
                        .toProblem(failure)
                        .getStatusCode())
                .isEqualTo(507);
        assertThat(new FailureMapper(new UnknownStorage()).toProblem(failure).getStatusCode())
                .isEqualTo(500);
    }

    @Test
    void nothingOfTheFailureIsTold() {
        var problem = new FailureMapper(new UnknownStorage()).toProblem(new IllegalStateException("the secret is 42"));
        assertThat(problem.getDetail()).isNull();
        assertThat(problem.getParameters()).isEmpty();
    }
}
