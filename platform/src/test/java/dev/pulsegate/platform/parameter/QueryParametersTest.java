package dev.pulsegate.platform.parameter;

import java.time.Instant;
import java.util.UUID;

import io.quarkiverse.resteasy.problem.HttpProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class QueryParametersTest {

    @Test
    void readsWhatIsOfTheType() {
        var id = UUID.randomUUID();
        assertThat(QueryParameters.uuid("space", id.toString())).hasValue(id);
        assertThat(QueryParameters.instant("from", "2026-01-05T11:00:00+01:00"))
                .hasValue(Instant.parse("2026-01-05T10:00:00Z"));
        assertThat(QueryParameters.instant("from", "1970-01-01T00:00:00Z")).hasValue(Instant.EPOCH);
        assertThat(QueryParameters.flag("all", "true")).isTrue();
        assertThat(QueryParameters.flag("all", "false")).isFalse();
    }

    @ParameterizedTest
    @NullAndEmptySource
    void whatIsNotThereIsNone(String value) {
        assertThat(QueryParameters.uuid("space", value)).isEmpty();
        assertThat(QueryParameters.instant("from", value)).isEmpty();
        assertThat(QueryParameters.flag("all", value)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                " ",
                "1-1-1-1-1",
                "01a20051-8a1b-767c-9a77-b325aa3acad",
                "yesterday",
                "2026-01-05",
                "2026-01-05T10:00:00",
                "1969-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z",
                "TRUE"
            })
    void whatIsOfNoTypeIsABadRequestThatNamesTheParameter(String value) {
        assertThatThrownBy(() -> QueryParameters.uuid("space", value))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> assertThat(problem.getStatusCode())
                        .isEqualTo(400))
                .hasMessageContaining("space");
        assertThatThrownBy(() -> QueryParameters.instant("from", value)).isInstanceOf(HttpProblem.class);
        assertThatThrownBy(() -> QueryParameters.flag("all", value)).isInstanceOf(HttpProblem.class);
    }
}
