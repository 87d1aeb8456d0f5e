package dev.pulsegate.auth.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs the statements that change some table's rows, each on a connection of its own or that of the present transaction. */
public final class Updates {

    private final DataSource dataSource;
    private final String failure;

    /** @param failure what whoever reads the log is told when the database does not do it */
    public Updates(DataSource dataSource, String failure) {
        this.dataSource = dataSource;
        this.failure = failure;
    }

    /** Sets the parameters of a statement. */
    public interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    /** Returns how many rows a statement changed. */
    public int run(String sql, Parameters parameters) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** What to throw where the table is read. */
    public IllegalStateException failed(SQLException e) {
        return new IllegalStateException(failure, e);
    }
}
