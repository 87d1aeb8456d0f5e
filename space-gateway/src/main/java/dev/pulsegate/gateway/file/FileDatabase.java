package dev.pulsegate.gateway.file;

import java.sql.Connection;
import java.sql.SQLException;
import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;

import dev.pulsegate.platform.transaction.Conflicts;

/** Work on the tables of files. Each statement is a transaction of its own. */
@ApplicationScoped
class FileDatabase {

    private final AgroalDataSource dataSource;

    FileDatabase(@DataSource("gateway") AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Work on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    <T> T call(Work<T> work) {
        try {
            return Conflicts.retried(() -> {
                try (var connection = dataSource.getConnection()) {
                    return work.on(connection);
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException("The table of files cannot be used: " + e.getMessage(), e);
        }
    }

    int update(String sql, Object... parameters) {
        return call(connection -> FileRows.update(connection, sql, parameters));
    }
}
