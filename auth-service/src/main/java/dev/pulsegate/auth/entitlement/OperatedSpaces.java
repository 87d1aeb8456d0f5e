package dev.pulsegate.auth.entitlement;

import java.sql.SQLException;
import java.util.Arrays;
import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.smallrye.reactive.messaging.annotations.Blocking;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import dev.pulsegate.contracts.SpaceOperators;
import dev.pulsegate.platform.account.AccountNames;
import dev.pulsegate.platform.channel.ChannelJson;

/** Who operates which space, from the channel {@code space-operators}. Blocks on the database. */
@ApplicationScoped
public class OperatedSpaces {

    private static final String TAKE = """
            insert into space_operators (space_id, version, name, operators, deleted) values (?, ?, ?, ?, ?)
            on conflict (space_id) do update
            set version = excluded.version, name = excluded.name, operators = excluded.operators,
                deleted = excluded.deleted
            where space_operators.version < excluded.version
            """;

    private static final String OPERATORS = "select operators from space_operators where name = ? and not deleted";

    private final AgroalDataSource dataSource;
    private final ChannelJson json;

    OperatedSpaces(@DataSource("auth") AgroalDataSource dataSource, ChannelJson json) {
        this.dataSource = dataSource;
        this.json = json;
    }

    /** Takes how a space stands now; the same may come twice, or after something newer. */
    @Incoming(SpaceOperators.CHANNEL + "-in")
    @Blocking(ordered = false)
    public void take(String message) throws SQLException {
        var said = json.read(message, SpaceOperators.class);
        try (var connection = dataSource.getConnection();
                var take = connection.prepareStatement(TAKE)) {
            take.setObject(1, said.spaceId());
            take.setLong(2, said.version());
            take.setString(3, said.name());
            take.setArray(4, connection.createArrayOf("text", said.operators().toArray()));
            take.setBoolean(5, said.deleted());
            take.executeUpdate();
        }
    }

    /**
     * Whether the account of this name operates the space of this name. Where two spaces seem to have the name, as one took
     * it over from the other and only half of that was heard, they have to operate both.
     */
    public boolean operates(String accountName, String spaceName) {
        var key = AccountNames.keyOf(accountName);
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(OPERATORS)) {
            query.setString(1, spaceName);
            try (var rows = query.executeQuery()) {
                boolean operates = rows.next();
                while (operates && !rows.isAfterLast()) {
                    var operators = (String[]) rows.getArray(1).getArray();
                    operates = Arrays.stream(operators).map(AccountNames::keyOf).anyMatch(key::equals);
                    rows.next();
                }
                return operates;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The operators of a space cannot be looked up", e);
        }
    }
}
