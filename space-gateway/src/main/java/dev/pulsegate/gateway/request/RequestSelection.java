package dev.pulsegate.gateway.request;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.read.RequestFilter;
import dev.pulsegate.platform.parameter.QueryParameters;
import dev.pulsegate.platform.problem.Problems;
import dev.pulsegate.platform.token.Caller;

/**
 * Which requests a caller would see listed, as the address says it.
 *
 * @param space a space's id
 * @param status where they stand; several for any of them
 * @param account an account's id
 * @param all whether those of all accounts
 * @param before a request's id
 */
record RequestSelection(
        @QueryParam("space") @Parameter(description = "Only those of this space, which may be gone")
        String space,

        @QueryParam("status") @Parameter(description = "Only those that stand so; several for any of them")
        List<String> status,

        @QueryParam("account") @Parameter(description = "Those of this account; for administrators")
        String account,

        @QueryParam("all") @Parameter(description = "Everybody's; for administrators")
        String all,

        @QueryParam("before") @Parameter(description = "Only those older than this request, to go on from the last")
        String before) {

    /** What of it the caller may see: one's own is all that people do. */
    RequestFilter filter(Caller caller) {
        return new RequestFilter(
                accountId(caller),
                QueryParameters.uuid("space", space).orElse(null),
                states(),
                QueryParameters.uuid("before", before).orElse(null));
    }

    private UUID accountId(Caller caller) {
        var named = QueryParameters.uuid("account", account);
        boolean everybodys = QueryParameters.flag("all", all);
        boolean others =
                everybodys || named.filter(id -> !id.equals(caller.accountId())).isPresent();
        if (others && !caller.isAdmin()) {
            throw Problems.forbidden("Only administrators see the requests of others.");
        }
        return named.orElse(everybodys ? null : caller.accountId());
    }

    private Set<RequestState> states() {
        var states = EnumSet.noneOf(RequestState.class);
        for (var name : status) {
            states.add(RequestState.find(name)
                    .orElseThrow(() -> Problems.badRequest(
                            "The parameter status is queued, processing, completed, failed, canceled or expired.")));
        }
        return states;
    }
}
