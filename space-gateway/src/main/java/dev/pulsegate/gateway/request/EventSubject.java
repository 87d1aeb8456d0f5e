package dev.pulsegate.gateway.request;

import java.util.List;
import java.util.UUID;

import dev.pulsegate.platform.problem.Problems;

/** What can be followed on a shared stream. */
sealed interface EventSubject {

    /** As many as fit into the first line of a request. */
    int MOST = 32;

    /** What the stream's events call it by. */
    String name();

    /** A request, after the last of its events that is known already. */
    record OneRequest(UUID id, LastEventId last) implements EventSubject {
        @Override
        public String name() {
            return REQUESTS + id;
        }
    }

    /** How busy a space is. */
    record OneSpace(UUID id) implements EventSubject {
        @Override
        public String name() {
            return SPACES + id;
        }
    }

    /** How busy all spaces are. */
    record AllSpaces() implements EventSubject {
        @Override
        public String name() {
            return ALL_SPACES;
        }
    }

    /** Before a request's id. */
    String REQUESTS = "requests/";

    /** Before a space's id. */
    String SPACES = "spaces/";

    /** All spaces. */
    String ALL_SPACES = "spaces";

    /** Reads those a client asks for; a bad request if there are none, too many, or one of another form. */
    static List<EventSubject> of(List<String> texts) {
        if (texts.isEmpty() || texts.size() > MOST) {
            throw Problems.badRequest("subject says what to follow, from 1 to " + MOST + " of them.");
        }
        return texts.stream().map(EventSubject::of).toList();
    }

    private static EventSubject of(String text) {
        if (text.equals(ALL_SPACES)) {
            return new AllSpaces();
        }
        if (text.startsWith(SPACES)) {
            return new OneSpace(id(text.substring(SPACES.length())));
        }
        if (text.startsWith(REQUESTS)) {
            int at = text.indexOf('@');
            int end = at < 0 ? text.length() : at;
            return new OneRequest(
                    id(text.substring(REQUESTS.length(), end)), LastEventId.of(at < 0 ? null : text.substring(at + 1)));
        }
        throw malformed();
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static RuntimeException malformed() {
        return Problems.badRequest(
                "subject is requests/{id}, requests/{id}@{last event}, spaces/{id} or spaces, with ids that are UUIDs.");
    }
}
