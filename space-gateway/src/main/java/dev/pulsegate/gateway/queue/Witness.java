package dev.pulsegate.gateway.queue;

import java.sql.Connection;
import java.sql.SQLException;

/** Notes what has to be kept with a change, in the transaction that makes it. */
@FunctionalInterface
public interface Witness {

    /** Nothing has to be kept. */
    Witness NONE = (_, _) -> {};

    /** Notes one; again if another transaction got in the way of this one, which then was undone. */
    void note(Connection connection, Change change) throws SQLException;
}
