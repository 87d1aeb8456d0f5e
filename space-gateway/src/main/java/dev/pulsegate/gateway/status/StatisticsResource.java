package dev.pulsegate.gateway.status;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.gateway.queue.read.RequestStatistics.Bucket;
import dev.pulsegate.gateway.space.SpaceDirectory;
import dev.pulsegate.gateway.status.Statistics.Question;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.parameter.QueryParameters;
import dev.pulsegate.platform.problem.Problems;

/** How many requests there were over time, and how long they took. */
@Path("/api/statistics/requests")
@Tag(name = "Statistics")
@CallableBy(CallerKind.ADMINISTRATOR)
@RunOnVirtualThread
class StatisticsResource {

    private static final Duration USUAL_RANGE = Duration.ofDays(1);
    private static final Duration LONGEST_RANGE = Duration.ofDays(31);

    /** PostgreSQL's query_canceled (its documentation, appendix A). */
    private static final String TOOK_TOO_LONG = "57014";

    private final Statistics statistics;
    private final SpaceDirectory spaces;
    private final Clock clock = Clock.systemUTC();

    StatisticsResource(Statistics statistics, SpaceDirectory spaces) {
        this.statistics = statistics;
        this.spaces = spaces;
    }

    /**
     * The statistics of a range of time.
     *
     * @param spaceId the space; null for all
     * @param from where the first bucket begins
     * @param to where the last bucket ends
     * @param bucketSeconds how long a bucket is
     * @param buckets the buckets, in order
     */
    public record RequestStatisticsView(
            UUID spaceId, Instant from, Instant to, double bucketSeconds, List<Bucket> buckets) {}

    @GET
    @Operation(
            summary = "What became of the requests accepted in each of several spans of time",
            description =
                    "Of the last day unless from and to say otherwise; of a space or of all. A request counts in the"
                            + " bucket in which it was accepted, by how it stands now. Waiting is from acceptance to the last"
                            + " hand-over, service from there to the result. At most 31 days, and no bucket shorter than a"
                            + " second. Answers may be five seconds old.")
    public RequestStatisticsView requests(
            @QueryParam("space") String space,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("buckets") @DefaultValue("48") @Min(1) @Max(500) int buckets) {
        var question = question(space, from, to, buckets);
        return new RequestStatisticsView(
                question.spaceId(),
                question.from(),
                question.to(),
                question.range().toMillis() / 1000.0 / buckets,
                answer(question));
    }

    private List<Bucket> answer(Question question) {
        try {
            return statistics.answer(question);
        } catch (CompletionException e) {
            if (e.getCause() instanceof SQLException failure && TOOK_TOO_LONG.equals(failure.getSQLState())) {
                throw Problems.badRequest("So many requests cannot be counted in time; ask for a shorter range.");
            }
            throw e;
        }
    }

    private Question question(String space, String from, String to, int buckets) {
        var spaceId = QueryParameters.uuid("space", space).orElse(null);
        var end = QueryParameters.instant("to", to).orElseGet(this::now).truncatedTo(ChronoUnit.MILLIS);
        var begin = QueryParameters.instant("from", from)
                .orElseGet(() -> end.minus(USUAL_RANGE))
                .truncatedTo(ChronoUnit.MILLIS);
        if (begin.isBefore(Instant.EPOCH)) {
            throw Problems.badRequest("Nothing was accepted before 1970.");
        }
        var range = Duration.between(begin, end);
        if (range.compareTo(Duration.ofSeconds(buckets)) < 0) {
            throw Problems.badRequest("The time from from to to has at least a second for each bucket.");
        }
        if (range.compareTo(LONGEST_RANGE) > 0) {
            throw Problems.badRequest("The time from from to to has at most " + LONGEST_RANGE.toDays() + " days.");
        }
        if (spaceId != null && spaces.find(spaceId).isEmpty()) {
            throw Problems.notFound("There is no such space.");
        }
        return new Question(spaceId, begin, end, buckets);
    }

    /** Rounded up, so that whoever asks for the time until now asks the same for a while. */
    private Instant now() {
        long step = Question.FRESH.toSeconds();
        return Instant.ofEpochSecond((clock.instant().getEpochSecond() / step + 1) * step);
    }
}
