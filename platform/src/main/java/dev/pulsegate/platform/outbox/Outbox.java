package dev.pulsegate.platform.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

import dev.pulsegate.platform.channel.ChannelJson;

/** What a service has to tell others on one channel. Made by {@link Outboxes}. */
public final class Outbox {

    private final String channel;
    private final OutboxTable table;
    private final OutboxPublisher publisher;
    private final ChannelJson json;
    private final TransactionSynchronizationRegistry transactions;

    Outbox(
            String channel,
            OutboxTable table,
            OutboxPublisher publisher,
            ChannelJson json,
            TransactionSynchronizationRegistry transactions) {
        this.channel = channel;
        this.table = table;
        this.publisher = publisher;
        this.json = json;
        this.transactions = transactions;
    }

    /**
     * Tells how a thing stands, as part of the present transaction: published once that is committed. Blocks.
     *
     * @param version counts the changes of the thing
     */
    public void tell(UUID subject, long version, Record message) {
        put(subject, version, message, false);
    }

    /** Tells that a thing will be no more; that is repeated for a day. */
    public void tellLast(UUID subject, long version, Record message) {
        put(subject, version, message, true);
    }

    /**
     * The same as part of the transaction of this connection, which the caller ends.
     *
     * @return what to do once it is committed
     */
    public Runnable tellLast(Connection connection, UUID subject, long version, Record message) throws SQLException {
        var entry = new OutboxMessage(subject, version, json.write(message));
        table.put(connection, entry, true);
        return () -> publisher.publish(entry);
    }

    private void put(UUID subject, long version, Record message, boolean last) {
        var entry = new OutboxMessage(subject, version, json.write(message));
        try {
            table.put(entry, last);
        } catch (SQLException e) {
            throw new IllegalStateException("What is to be told on " + channel + " cannot be noted", e);
        }
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    publisher.publish(entry);
                }
            }
        });
    }
}
