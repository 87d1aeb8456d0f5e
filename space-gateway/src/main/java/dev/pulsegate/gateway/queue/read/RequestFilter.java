package dev.pulsegate.gateway.queue.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.pulsegate.gateway.queue.RequestState;

/**
 * Which requests a list shows.
 *
 * @param accountId those of this account; null for everybody's
 * @param spaceId those of this space, which may be gone; null for all spaces'
 * @param states those that stand so; none for any
 * @param before those older than this one; null for all
 */
public record RequestFilter(UUID accountId, UUID spaceId, Set<RequestState> states, UUID before) {

    public RequestFilter {
        states = Set.copyOf(states);
    }

    /**
     * The SQL condition on {@code request r}. States are alternatives one by one: PostgreSQL takes two indexes of some states
     * together only so.
     */
    String condition() {
        var conditions = new ArrayList<String>(List.of("true"));
        if (accountId != null) {
            conditions.add("r.account_id = :account");
        }
        if (spaceId != null) {
            conditions.add("r.space_id = :space");
        }
        if (before != null) {
            conditions.add("r.id < :before");
        }
        if (!states.isEmpty()) {
            conditions.add(states.stream()
                    .sorted()
                    .map(state -> "r.status = " + state.sql())
                    .collect(Collectors.joining(" or ", "(", ")")));
        }
        return String.join(" and ", conditions);
    }

    /** The parameters of the condition. */
    Map<String, UUID> parameters() {
        var parameters = new HashMap<String, UUID>();
        parameters.put("account", accountId);
        parameters.put("space", spaceId);
        parameters.put("before", before);
        parameters.values().removeIf(Objects::isNull);
        return parameters;
    }
}
