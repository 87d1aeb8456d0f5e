package dev.pulsegate.auth.audit;

import dev.pulsegate.auth.account.Account;
import dev.pulsegate.auth.account.Role;
import dev.pulsegate.auth.client.Client;
import dev.pulsegate.platform.audit.Actor;
import dev.pulsegate.platform.caller.CallerKind;

/** Who acts here. */
public final class Actors {

    private Actors() {}

    /** Somebody with an account. */
    public static Actor of(Account account, Client client) {
        var kind = account.role() == Role.ADMIN ? CallerKind.ADMINISTRATOR : CallerKind.PERSON;
        return new Actor(kind.name(), account.id(), account.name(), client.address());
    }

    /** Somebody who has not shown who they are. */
    public static Actor stranger(Client client) {
        return Actor.stranger(client.address());
    }
}
