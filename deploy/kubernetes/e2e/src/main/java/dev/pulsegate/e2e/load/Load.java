package dev.pulsegate.e2e.load;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.pulsegate.tools.installation.CallException;
import dev.pulsegate.tools.installation.Installation;
import dev.pulsegate.worker.connection.GatewayAddress;

/**
 * Everybody who uses the installation at once: viewers of all its streams, submitters, and workers that serve them in a
 * space of its own. At the end each submission must be there once, and its answer be right.
 */
public final class Load implements AutoCloseable {

    private static final int SUBMITTERS = 2;
    private static final int WORKERS = 2;
    private static final int VIEWERS_PER_STREAM = 2;
    private static final int PAGE = 100;
    private static final Duration BEGIN_LIMIT = Duration.ofSeconds(60);
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration KEY_LIFE = Duration.ofHours(2);

    private final Installation installation;
    private final Visitor visitor;
    private final Findings findings;
    private final AnsweringHandler handler = new AnsweringHandler();
    private final List<StreamViewer> viewers = new ArrayList<>();
    private final List<Submitter> submitters = new ArrayList<>();
    private final List<LoadWorker> workers = new ArrayList<>();
    private final String spaceName = "e2e-" + Instant.now().getEpochSecond();
    private final String space;
    private final String key;

    private Load(Installation installation, Visitor visitor, Findings findings) throws CallException {
        this.installation = installation;
        this.visitor = visitor;
        this.findings = findings;
        var fields =
                JsonNodeFactory.instance.objectNode().put("name", spaceName).put("worker_access", "KEY");
        this.space = visitor.account()
                .post("/api/spaces", fields)
                .expect(201)
                .path("id")
                .asText();
        var words = JsonNodeFactory.instance.objectNode().put("name", spaceName).put("kind", "WORKER");
        words.put("expires_at", Instant.now().plus(KEY_LIFE).toString());
        words.putArray("spaces").add(spaceName);
        this.key = visitor.account()
                .post("/api/auth/keys", words)
                .expect(201)
                .path("key")
                .asText();
    }

    /**
     * Begins to use an installation; all is under way when it returns.
     *
     * @param findings take what is wrong
     */
    public static Load begin(GatewayAddress address, String username, String password, Findings findings)
            throws CallException, InterruptedException {
        var installation = new Installation(address);
        var load = new Load(installation, new Visitor(installation, username, password), findings);
        load.start();
        return load;
    }

    private void start() throws CallException, InterruptedException {
        IntStream.rangeClosed(1, WORKERS).forEach(this::addWorker);
        for (var stream : visitor.account().get("/api/ecg/streams").expect(200).path("items")) {
            for (int i = 0; i < VIEWERS_PER_STREAM; i++) {
                viewers.add(new StreamViewer(visitor, stream.path("id").asText(), findings));
            }
        }
        for (int i = 1; i <= SUBMITTERS; i++) {
            submitters.add(new Submitter(visitor, spaceName + "-" + i, space, findings));
        }
        for (var viewer : viewers) {
            if (!viewer.awaitFirstFrame(BEGIN_LIMIT)) {
                throw new CallException("a viewer sees nothing: " + viewer.note());
            }
        }
        awaitCompleted(1, BEGIN_LIMIT);
    }

    private void addWorker(int number) {
        workers.add(new LoadWorker(installation.address(), "e2e-worker-" + number, spaceName, key, handler, findings));
    }

    /** What goes on, for people. */
    public String description() {
        return viewers.size() + " viewers, " + submitters.size() + " submitters, " + workers.size() + " workers";
    }

    /** Has a worker finish and end, while another takes its place. */
    public void drainWorker() throws InterruptedException {
        addWorker(workers.size() + 1);
        workers.getFirst().drain(SETTLE_LIMIT);
    }

    /** Submits no more, waits for all results, and holds them against what was accepted; viewers must see on. */
    public void settle() throws CallException, InterruptedException {
        for (var submitter : submitters) {
            submitter.stop(SETTLE_LIMIT);
        }
        var now = Instant.now();
        for (var viewer : viewers) {
            viewer.awaitFrame(now, SETTLE_LIMIT);
        }
        var accepted = accepted();
        awaitCompleted(accepted.size(), SETTLE_LIMIT);
        var there = requests();
        if (there.size() != accepted.size()) {
            findings.add(accepted.size() + " requests were accepted, and there are " + there.size());
        }
        accepted.forEach((id, prompt) -> compare(id, prompt, there.get(id)));
    }

    private void compare(String id, String prompt, JsonNode request) {
        if (request == null) {
            findings.add("request " + id + " was accepted, and is not there");
        } else if (!request.path("status").asText().equals("completed")) {
            findings.add("request " + id + " is " + request.path("status").asText());
        } else if (!request.path("result").path("text").asText().equals(AnsweringHandler.answerTo(prompt))) {
            findings.add("request " + id + " has another's answer, or none");
        }
    }

    private Map<String, String> accepted() {
        var all = new HashMap<String, String>();
        submitters.forEach(submitter -> all.putAll(submitter.accepted()));
        return all;
    }

    private Map<String, JsonNode> requests() throws CallException {
        var all = new HashMap<String, JsonNode>();
        for (int page = 0; ; page++) {
            var items = visitor.account()
                    .get("/api/requests?space=" + space + "&size=" + PAGE + "&page=" + page)
                    .expect(200)
                    .path("items");
            items.forEach(request -> all.put(request.path("id").asText(), request));
            if (items.size() < PAGE) {
                return all;
            }
        }
    }

    private void awaitCompleted(int wanted, Duration limit) throws InterruptedException {
        long endNanos = System.nanoTime() + limit.toNanos();
        while (completed() < wanted) {
            if (System.nanoTime() - endNanos > 0) {
                findings.add("of " + wanted + " requests " + completed() + " are completed after " + limit.toSeconds()
                        + " s");
                return;
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private long completed() {
        try {
            return visitor.account()
                    .get("/api/requests?status=completed&size=1&space=" + space)
                    .expect(200)
                    .path("total")
                    .asLong();
        } catch (CallException e) {
            return 0;
        }
    }

    /** What there was, for people. */
    public List<String> notes() {
        var notes = new ArrayList<String>();
        viewers.forEach(viewer -> notes.add(viewer.note()));
        workers.forEach(worker -> notes.add(worker.note()));
        notes.add(accepted().size() + " requests accepted, "
                + submitters.stream().mapToInt(Submitter::repeats).sum() + " times asked again; " + handler.askedAgain()
                + " handed over more than once");
        return notes;
    }

    /** Takes away what was made, as far as that goes. */
    @Override
    public void close() {
        viewers.forEach(StreamViewer::close);
        workers.forEach(LoadWorker::close);
        visitor.close();
        installation.close();
    }
}
