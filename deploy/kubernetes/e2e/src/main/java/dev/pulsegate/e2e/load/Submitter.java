package dev.pulsegate.e2e.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.pulsegate.tools.installation.CallException;

/**
 * Submits one request after the other, each with an idempotency key, by which it is repeated until there is an answer. One
 * in so many takes long, and is followed.
 */
final class Submitter {

    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(400);
    private static final Duration TRY_AGAIN_AFTER = Duration.ofMillis(300);
    private static final Duration ACCEPTED_WITHIN = Duration.ofSeconds(60);
    private static final int LONG_ONE_IN = 10;

    private final Visitor visitor;
    private final String name;
    private final String space;
    private final Findings findings;
    private final Map<String, String> promptsById = new ConcurrentHashMap<>();
    private final AtomicInteger repeats = new AtomicInteger();
    private final List<Thread> followers = new ArrayList<>();
    private volatile boolean stopped;
    private final Thread thread;

    Submitter(Visitor visitor, String name, String space, Findings findings) {
        this.visitor = visitor;
        this.name = name;
        this.space = space;
        this.findings = findings;
        this.thread = Thread.ofVirtual().name("e2e-submitter").start(this::run);
    }

    /** What was accepted: prompts by the ids of their requests. */
    Map<String, String> accepted() {
        return promptsById;
    }

    /** How often it had to ask again. */
    int repeats() {
        return repeats.get();
    }

    /** Submits no more, and waits until what is followed is over. */
    void stop(Duration limit) throws InterruptedException {
        stopped = true;
        thread.join(limit.plus(ACCEPTED_WITHIN));
        for (var follower : followers) {
            if (!follower.join(limit)) {
                findings.add("a request that is followed is not over after " + limit.toSeconds() + " s");
                follower.interrupt();
            }
        }
    }

    private void run() {
        try {
            for (int i = 0; !stopped; i++) {
                var prompt = (i % LONG_ONE_IN == 0 ? AnsweringHandler.LONG : "") + name + " " + i;
                submit(prompt);
                Thread.sleep(BETWEEN_REQUESTS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void submit(String prompt) throws InterruptedException {
        var body = JsonNodeFactory.instance.objectNode().put("prompt", prompt);
        var key = UUID.randomUUID().toString();
        long endNanos = System.nanoTime() + ACCEPTED_WITHIN.toNanos();
        var why = "";
        do {
            try {
                var answer = visitor.account().postOnce("/api/spaces/" + space + "/requests", body, key);
                if (answer.status() == 202 || answer.status() == 200) {
                    accepted(answer.body().path("id").asText(), prompt);
                    return;
                }
                why = answer.unexpected().getMessage();
            } catch (CallException e) {
                why = e.getMessage();
            }
            repeats.incrementAndGet();
            Thread.sleep(TRY_AGAIN_AFTER);
        } while (System.nanoTime() - endNanos < 0);
        findings.add("\"" + prompt + "\" was not accepted within " + ACCEPTED_WITHIN.toSeconds() + " s: " + why);
    }

    private void accepted(String id, String prompt) {
        promptsById.put(id, prompt);
        if (prompt.startsWith(AnsweringHandler.LONG)) {
            followers.add(Thread.ofVirtual().name("e2e-follower").start(() -> {
                try {
                    new Follower(visitor, id, prompt, findings).run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
    }
}
