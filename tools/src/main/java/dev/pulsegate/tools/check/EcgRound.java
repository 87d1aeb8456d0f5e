package dev.pulsegate.tools.check;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import dev.pulsegate.tools.installation.Account;
import dev.pulsegate.tools.installation.CallException;

/** Whether an ECG can be watched, where there is an ecg-service. */
final class EcgRound implements Round {

    private static final Duration FRAME_LIMIT = Duration.ofSeconds(10);

    private final Supplier<Account> account;

    /** Null if there is none to watch. */
    private String stream;

    EcgRound(Supplier<Account> account) {
        this.account = account;
    }

    @Override
    public List<Check> checks() {
        return List.of(new Check("List ECG streams", this::list), new Check("Watch an ECG stream", this::watch));
    }

    private Outcome list() throws CallException {
        var answer = account.get().get("/api/ecg/streams");
        if (answer.status() == 404) {
            return new Outcome.Skipped("there is no ecg-service under this address");
        }
        var page = answer.expect(200);
        var id = page.path("items").path(0).path("id").asText();
        if (id.isEmpty()) {
            return new Outcome.Skipped("there are no streams");
        }
        stream = id;
        return new Outcome.Passed("there are " + page.path("total").asInt());
    }

    private Outcome watch() throws CallException, InterruptedException {
        if (stream == null) {
            return new Outcome.Skipped("there is none to watch");
        }
        var query = "?stream=" + URLEncoder.encode(stream, StandardCharsets.UTF_8);
        var points =
                account.get().firstFrame("/ws/ecg/stream" + query, FRAME_LIMIT).path("points");
        return points.isArray() && !points.isEmpty()
                ? new Outcome.Passed(points.size() + " points of " + stream)
                : new Outcome.Failed("the first frame of " + stream + " has no points");
    }
}
