package dev.pulsegate.gateway.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads by statements with named parameters. What the database answers is told as everywhere in the queue, by the
 * driver's own exception: it says whether the same may go better a moment later.
 */
public final class Reads {

    private final Jdbi jdbi;

    public Reads(DataSource dataSource) {
        this.jdbi = Jdbi.create(dataSource);
    }

    /** Makes something of a row. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** All rows of a query. */
    public <T> List<T> list(String sql, Consumer<Query> parameters, RowReader<T> reader) throws SQLException {
        try {
            return jdbi.withHandle(handle -> {
                var query = handle.createQuery(sql);
                parameters.accept(query);
                return query.map((row, context) -> reader.read(row)).list();
            });
        } catch (JdbiException e) {
            if (e.getCause() instanceof SQLException answer) {
                throw answer;
            }
            throw e;
        }
    }

    /** The first row of a query. */
    public <T> Optional<T> first(String sql, Consumer<Query> parameters, RowReader<T> reader) throws SQLException {
        return list(sql, parameters, reader).stream().findFirst();
    }
}
