package dev.pulsegate.gateway.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import org.jdbi.v3.core.Jdbi;

/** What files leave in the database and on the disk, and the passing of time in the former. */
@ApplicationScoped
public class FileTraces {

    private final Jdbi jdbi;
    private final FilesConfig config;

    FileTraces(Jdbi jdbi, FilesConfig config) {
        this.jdbi = jdbi;
        this.config = config;
    }

    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Works in one transaction. */
    <T> T inTransaction(Work<T> work) {
        try {
            return jdbi.inTransaction(handle -> work.on(handle.getConnection()));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    int update(String sql, Object... parameters) {
        return jdbi.withHandle(handle -> handle.execute(sql, parameters));
    }

    /** How many rows an account has. */
    public long rows(UUID accountId) {
        return count("select count(*) from file where account_id = ?", accountId);
    }

    long count(String sql, Object... parameters) {
        return jdbi.withHandle(
                handle -> handle.select(sql, parameters).mapTo(Long.class).one());
    }

    /** Whether an object is stored under this id. */
    boolean hasObject(UUID id) {
        try (var paths = Files.walk(folder().resolve("objects"))) {
            return paths.anyMatch(path -> path.endsWith(id.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many bytes are on their way into the store. */
    long incomingBytes() {
        try (var paths = Files.walk(folder().resolve("incoming"))) {
            return paths.filter(Files::isRegularFile)
                    .mapToLong(FileTraces::size)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many files are on their way into the store. */
    long incomingFiles() {
        try (var paths = Files.walk(folder().resolve("incoming"))) {
            return paths.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return config.folder().path();
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            return 0;
        }
    }
}
