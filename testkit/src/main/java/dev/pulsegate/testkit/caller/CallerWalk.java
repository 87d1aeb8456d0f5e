package dev.pulsegate.testkit.caller;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.pulsegate.testkit.caller.CallerTable.Row;

/** Calls every route of a table as every kind of caller, with nothing in the body that any of them could act on. */
public final class CallerWalk {

    private static final String MAYBE = "?";

    private final RouteProbe probe;
    private final Callers callers;

    /** Calls the service at this address, with these tokens. */
    public CallerWalk(URI address, Callers callers) {
        this.probe = new RouteProbe(address);
        this.callers = callers;
    }

    /** What is otherwise than the table says, a line for each; empty if all is as it should be. */
    public List<String> differences(CallerTable table) {
        var differences = new ArrayList<String>();
        // Signing out is open to anyone, and ends the tokens that the other routes are asked with.
        table.rows().stream()
                .sorted(Comparator.comparing(row -> row.callers().contains(CallerTable.ANYONE)))
                .forEach(row -> compare(row, differences));
        return differences;
    }

    private void compare(Row row, List<String> differences) {
        var answers = new LinkedHashMap<String, RouteProbe.Answer>();
        callers.tokens().forEach((kind, token) -> answers.put(kind, probe.ask(row, token)));
        if (row.callers().contains(CallerTable.ANYONE)) {
            if (new HashSet<>(answers.values()).size() > 1) {
                differences.add(row.route() + " takes anyone, but answers " + answers);
            }
            return;
        }
        for (Map.Entry<String, RouteProbe.Answer> each : answers.entrySet()) {
            var kind = each.getKey();
            var answer = each.getValue();
            if (!row.callers().contains(kind + MAYBE) && !isAsTold(row, kind, answer)) {
                differences.add(row.route() + " answers " + kind + " with " + answer);
            }
        }
    }

    private static boolean isAsTold(Row row, String kind, RouteProbe.Answer answer) {
        if (row.callers().contains(kind)) {
            return !answer.isUnauthenticated() && !answer.isForbidden();
        }
        return kind.equals(Callers.ANONYMOUS) ? answer.isUnauthenticated() : answer.isForbidden();
    }
}
