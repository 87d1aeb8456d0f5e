package dev.pulsegate.gateway.queue.read;

import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.pulsegate.gateway.queue.RequestCondition;
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

    /** Takes a copy. */
    public RequestFilter {
        states = Set.copyOf(states);
    }

    /**
     * States are written out, one by one: PostgreSQL takes an index of some states only where it sees them in the statement,
     * and two such indexes together only for alternatives.
     */
    public RequestCondition which() {
        var condition = new StringBuilder("true");
        var parameters = new ArrayList<Object>();
        if (accountId != null) {
            condition.append(" and r.account_id = ?");
            parameters.add(accountId);
        }
        if (spaceId != null) {
            condition.append(" and r.space_id = ?");
            parameters.add(spaceId);
        }
        if (before != null) {
            condition.append(" and r.id < ?");
            parameters.add(before);
        }
        if (!states.isEmpty()) {
            condition.append(states.stream()
                    .sorted()
                    .map(state -> "r.status = '" + state.wireName() + "'")
                    .collect(Collectors.joining(" or ", " and (", ")")));
        }
        return new RequestCondition(condition.toString(), parameters);
    }
}
