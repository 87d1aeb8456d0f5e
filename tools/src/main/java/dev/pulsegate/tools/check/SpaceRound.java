package dev.pulsegate.tools.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import dev.pulsegate.tools.installation.Account;
import dev.pulsegate.tools.installation.Answer;
import dev.pulsegate.tools.installation.CallException;
import dev.pulsegate.tools.installation.Event;
import dev.pulsegate.tools.installation.Installation;

/**
 * Whether requests find their way to a worker and back: in a space of its own, served by a worker of its own that has an
 * access key of its own.
 */
final class SpaceRound implements Round {

    private static final Duration REGISTRATION_LIMIT = Duration.ofSeconds(20);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(15);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /** If nobody takes the key away, it is good for nothing soon. */
    private static final Duration KEY_LIFE = Duration.ofHours(1);

    private final Installation installation;
    private final Supplier<Account> account;
    private final Cleanup cleanup;
    private final String name;
    private final String prompt;
    private final ProbeHandler handler = new ProbeHandler();

    private String space = "";
    private String key = "";
    private String request = "";

    /** A round in a space that is yet to be made. */
    SpaceRound(Installation installation, Supplier<Account> account, Cleanup cleanup, String name) {
        this.installation = installation;
        this.account = account;
        this.cleanup = cleanup;
        this.name = name;
        this.prompt = "PulseGate " + name;
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check("Make a space", this::makeSpace),
                new Check("No worker is connected", this::notConnected),
                new Check("Submit without a worker: 503", this::submitWithoutWorker),
                new Check("Make an access key", this::makeKey),
                new Check("Connect a worker", this::connectWorker),
                new Check("Submit a request", this::submitRequest),
                new Check("Follow its progress", this::followProgress),
                new Check("Get its result", this::getResult),
                new Check("Cancel a running request", this::cancelRequest),
                new Check("The queue is empty", this::queueIsEmpty));
    }

    private Outcome makeSpace() throws CallException {
        var fields = installation
                .object()
                .put("name", name)
                .put("description", "Made by pulsegate check; may be deleted.")
                .put("worker_access", "KEY")
                .put("queue_without_workers", false);
        space = id(account.get().post("/api/spaces", fields));
        cleanup.add("space", () -> account.get().delete("/api/spaces/" + space).expect(200));
        return new Outcome.Passed(name);
    }

    private Outcome notConnected() throws CallException {
        int workers = status().path("connected_workers").asInt(-1);
        return workers == 0
                ? new Outcome.Passed("")
                : new Outcome.Failed("a space that is new has connected_workers " + workers);
    }

    private Outcome submitWithoutWorker() throws CallException {
        var answer = submit(prompt);
        if (answer.status() == 503 && answer.detail().contains("worker")) {
            return new Outcome.Passed(answer.detail());
        }
        throw answer.unexpected();
    }

    private Outcome makeKey() throws CallException {
        var fields = installation
                .object()
                .put("name", name)
                .put("kind", "WORKER")
                .put("expires_at", Instant.now().plus(KEY_LIFE).toString());
        fields.putArray("spaces").add(name);
        var answer = account.get().post("/api/auth/keys", fields);
        var id = id(answer);
        cleanup.add(
                "access key", () -> account.get().delete("/api/auth/keys/" + id).expect(204));
        key = answer.body().path("key").asText();
        return new Outcome.Passed("for this space only");
    }

    private Outcome connectWorker() throws CallException, InterruptedException {
        var worker = new ProbeWorker(installation.address(), name, key, handler);
        cleanup.add("worker", worker::stop);
        worker.awaitRegistration(REGISTRATION_LIMIT);
        await(
                "the space to show its worker",
                () -> status().path("connected_workers").asInt() == 1);
        return new Outcome.Passed("");
    }

    private Outcome submitRequest() throws CallException {
        request = id(submit(prompt));
        return new Outcome.Passed(request);
    }

    private Outcome followProgress() throws CallException, InterruptedException {
        var events = account.get().events("/api/requests/" + request + "/events", REQUEST_LIMIT);
        var names = events.stream().map(Event::name).distinct().toList();
        var told = String.join(", ", names);
        if (!names.containsAll(List.of("processing", "progress", "chunk"))
                || !events.getLast().name().equals("completed")) {
            return new Outcome.Failed("not all of processing, progress, chunk and completed: " + told);
        }
        var text = events.stream()
                .filter(event -> event.name().equals("chunk"))
                .map(event -> event.data().path("text").asText())
                .collect(Collectors.joining());
        return text.equals(ProbeHandler.answerTo(prompt))
                ? new Outcome.Passed(told)
                : new Outcome.Failed("the chunks are not what the worker sent");
    }

    private Outcome getResult() throws CallException {
        var view = requestView(request);
        if (!isStatus(view, "completed")) {
            return new Outcome.Failed("the request is " + view.path("status").asText());
        }
        return view.path("result").path("text").asText().equals(ProbeHandler.answerTo(prompt))
                ? new Outcome.Passed("as the worker sent it")
                : new Outcome.Failed("the result is not what the worker sent");
    }

    private Outcome cancelRequest() throws CallException, InterruptedException {
        var endless = id(submit(ProbeHandler.ENDLESS));
        await("the worker to have it", () -> isStatus(requestView(endless), "processing"));
        var canceled = account.get().delete("/api/requests/" + endless).expect(200);
        if (!isStatus(canceled, "canceled")) {
            return new Outcome.Failed("it is " + canceled.path("status").asText());
        }
        boolean told = handler.canceled().await(SETTLE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        return told
                ? new Outcome.Passed("the worker was told")
                : new Outcome.Failed("the worker was not told within " + SETTLE_LIMIT.toSeconds() + " s");
    }

    private Outcome queueIsEmpty() throws CallException, InterruptedException {
        // The queue may be told as it was a moment ago.
        await(
                "nothing to wait or run",
                () -> waiting() == 0 && status().path("running").asInt(-1) == 0);
        return new Outcome.Passed("");
    }

    private int waiting() throws CallException {
        var queue = account.get().get("/api/spaces/" + space + "/queue");
        return queue.expect(200).path("total").asInt(-1);
    }

    private Answer submit(String words) throws CallException {
        var submission = installation.object().put("prompt", words);
        return account.get().post("/api/spaces/" + space + "/requests", submission);
    }

    private JsonNode status() throws CallException {
        return account.get().get("/api/spaces/" + space + "/status").expect(200);
    }

    private JsonNode requestView(String id) throws CallException {
        return account.get().get("/api/requests/" + id).expect(200);
    }

    private static boolean isStatus(JsonNode view, String status) {
        return view.path("status").asText().equals(status);
    }

    private static String id(Answer answer) throws CallException {
        var id = answer.expect(201, 202).path("id").asText();
        if (id.isEmpty()) {
            throw new CallException(answer.call() + " answered " + answer.status() + " without an id");
        }
        return id;
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws CallException;
    }

    private static void await(String what, Condition condition) throws CallException, InterruptedException {
        long end = System.nanoTime() + SETTLE_LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - end > 0) {
                throw new CallException("waited " + SETTLE_LIMIT.toSeconds() + " s in vain for " + what);
            }
            Thread.sleep(LOOK_EVERY);
        }
    }
}
