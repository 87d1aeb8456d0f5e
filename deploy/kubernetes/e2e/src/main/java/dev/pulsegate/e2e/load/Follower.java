package dev.pulsegate.e2e.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.pulsegate.tools.installation.CallException;
import dev.pulsegate.tools.installation.Event;

/**
 * Follows one request to its end by server-sent events, going on after the last one it has when the connection ends.
 * Together its chunks must be the answer, and no event may come twice.
 */
final class Follower {

    private static final Duration TRY_AGAIN_AFTER = Duration.ofMillis(300);
    private static final Set<String> ENDS = Set.of("completed", "failed", "canceled", "expired");

    private final Visitor visitor;
    private final String request;
    private final String prompt;
    private final Findings findings;
    private final StringBuilder output = new StringBuilder();
    private final Set<String> heard = new HashSet<>();

    /** Ids and names of what was heard, for people. */
    private final List<String> story = new ArrayList<>();

    /** The last event's; empty until there was one. */
    private String lastId = "";

    private boolean isOver;

    Follower(Visitor visitor, String request, String prompt, Findings findings) {
        this.visitor = visitor;
        this.request = request;
        this.prompt = prompt;
        this.findings = findings;
    }

    /** Follows it to its end, on this thread. */
    void run() throws InterruptedException {
        while (!isOver) {
            try {
                isOver = !visitor.account().follow("/api/requests/" + request + "/events", lastId, this::on) || isOver;
            } catch (CallException e) {
                // A replica that leaves, or one that is not there yet.
                Thread.sleep(TRY_AGAIN_AFTER);
            }
        }
        if (!output.toString().equals(AnsweringHandler.answerTo(prompt))) {
            findings.add("the chunks of request " + request + " are not its answer: " + output.length()
                    + " characters; heard were " + story + ", and there are " + storyOfAll());
        }
    }

    /** All events there are, as somebody hears who comes late. */
    private String storyOfAll() {
        var late = new Follower(visitor, request, prompt, findings);
        try {
            visitor.account().follow("/api/requests/" + request + "/events", "", late::on);
            return late.story.toString();
        } catch (CallException e) {
            return e.getMessage();
        }
    }

    private void on(Event event) {
        if (!event.id().isEmpty()) {
            story.add(event.id() + " " + event.name());
            lastId = event.id();
            if (!heard.add(event.id())) {
                findings.add("event " + event.id() + " of request " + request + " came twice");
            }
        }
        switch (event.name()) {
            // Each attempt begins anew.
            case "processing" -> output.setLength(0);
            case "chunk" -> output.append(event.data().path("text").asText());
            default -> isOver |= ENDS.contains(event.name());
        }
    }
}
