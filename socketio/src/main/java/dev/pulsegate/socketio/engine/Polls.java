package dev.pulsegate.socketio.engine;

/** The requests of a polling client that are under way: one GET and one POST at most. Used by one thread. */
final class Polls {

    private HttpExchange waiting;
    private HttpExchange posting;
    private long postDueNanos = Heartbeat.NEVER;

    /** A GET waits for packets; false if one does already. */
    boolean begin(HttpExchange poll) {
        if (waiting != null) {
            return false;
        }
        waiting = poll;
        return true;
    }

    boolean isWaiting() {
        return waiting != null;
    }

    /** Ends the GET that waits; the caller answers it. */
    HttpExchange takeWaiting() {
        var taken = waiting;
        waiting = null;
        return taken;
    }

    /** A POST's body is being read; false if one is already. */
    boolean beginPost(HttpExchange post, long dueNanos) {
        if (posting != null) {
            return false;
        }
        posting = post;
        postDueNanos = dueNanos;
        return true;
    }

    /** Ends a POST, if it is the one under way. */
    boolean endPost(HttpExchange post) {
        if (!post.equals(posting)) {
            return false;
        }
        posting = null;
        postDueNanos = Heartbeat.NEVER;
        return true;
    }

    /** Ends a request whose client went away; false if it is none that was under way. */
    boolean gone(HttpExchange exchange) {
        if (exchange.equals(waiting)) {
            waiting = null;
            return true;
        }
        return endPost(exchange);
    }

    /** When the body being read must be complete. */
    long due() {
        return postDueNanos;
    }

    /** Answers everything under way: the session is over. */
    void end(HttpAnswer toGet, HttpAnswer toPost) {
        if (waiting != null) {
            takeWaiting().answer(toGet, () -> {});
        }
        if (posting != null) {
            var post = posting;
            endPost(post);
            post.answer(toPost, () -> {});
        }
    }
}
