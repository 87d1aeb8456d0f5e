package dev.pulsegate.gateway.queue;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Which requests, by an SQL condition on {@code request r}, and its parameters. */
record RequestCondition(String condition, List<Object> parameters) {

    RequestCondition(String condition, Object... parameters) {
        this(condition, List.of(parameters));
    }

    /** Sets the parameters, the first of a statement; returns the index of the next. */
    int bind(PreparedStatement statement) throws SQLException {
        int index = 1;
        for (var parameter : parameters) {
            statement.setObject(index++, parameter);
        }
        return index;
    }
}
