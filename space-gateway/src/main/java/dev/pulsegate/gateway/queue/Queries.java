package dev.pulsegate.gateway.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;

/**
 * Statements with named parameters, and what they give. What goes wrong is told as everywhere in the queue, by the
 * driver's own exception: it says whether the same may go better a moment later.
 */
public final class Queries {

    private final Jdbi jdbi;

    public Queries(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Makes something of a row. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** All rows that a statement gives. */
    public <T> List<T> list(String sql, Consumer<Query> parameters, RowReader<T> reader) throws SQLException {
        // Not by withHandle: it notes the handle for its thread, and threads here are virtual and used once.
        try (var handle = jdbi.open()) {
            var query = handle.createQuery(sql);
            parameters.accept(query);
            return query.map((row, context) -> reader.read(row)).list();
        } catch (JdbiException e) {
            if (e.getCause() instanceof SQLException answer) {
                throw answer;
            }
            throw e;
        }
    }

    /** The first row that a statement gives. */
    public <T> Optional<T> first(String sql, Consumer<Query> parameters, RowReader<T> reader) throws SQLException {
        return list(sql, parameters, reader).stream().findFirst();
    }
}
