package dev.pulsegate.auth.entitlement;

import java.sql.SQLException;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.smallrye.reactive.messaging.annotations.Blocking;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import dev.pulsegate.contracts.StreamOwner;
import dev.pulsegate.platform.channel.ChannelJson;

/** Whose which stream is, from the channel {@code stream-owner}. Blocks on the database. */
@ApplicationScoped
public class OwnedStreams {

    private static final String TAKE = """
            insert into stream_owner (stream_id, account_id, deleted) values (?, ?, ?)
            on conflict (stream_id) do update set deleted = true where excluded.deleted
            """;

    private static final String OWNS = """
            select 1 from stream_owner where stream_id::text = ? and account_id = ? and not deleted
            """;

    private final AgroalDataSource dataSource;
    private final ChannelJson json;

    OwnedStreams(@DataSource("auth") AgroalDataSource dataSource, ChannelJson json) {
        this.dataSource = dataSource;
        this.json = json;
    }

    /** Takes whose a stream is, or that it is no more; the same may come twice, and what is no more stays so. */
    @Incoming(StreamOwner.CHANNEL + "-in")
    @Blocking(ordered = false)
    public void take(String message) throws SQLException {
        var said = json.read(message, StreamOwner.class);
        try (var connection = dataSource.getConnection();
                var take = connection.prepareStatement(TAKE)) {
            take.setObject(1, said.streamId());
            take.setObject(2, said.accountId());
            take.setBoolean(3, said.deleted());
            take.executeUpdate();
        }
    }

    /** Whether the account has made the stream of this id, and it is there still. Those built in are nobody's. */
    public boolean owns(UUID account, String streamId) {
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(OWNS)) {
            query.setString(1, streamId);
            query.setObject(2, account);
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The owner of a stream cannot be looked up", e);
        }
    }
}
