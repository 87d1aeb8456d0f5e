package dev.pulsegate.auth;

import java.sql.SQLException;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;

/** The database under the service, to let time pass in it and to see what is kept there. */
@ApplicationScoped
public class Database {

    private final AgroalDataSource dataSource;

    Database(@DataSource("auth") AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Runs a statement and returns how many rows it touched. */
    public int update(String sql, UUID id) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            if (id != null) {
                statement.setObject(1, id);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Returns the single value a query finds. */
    public long count(String sql) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql);
                var found = statement.executeQuery()) {
            found.next();
            return found.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
