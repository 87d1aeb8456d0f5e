package dev.pulsegate.gateway.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.LongStream;
import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.virtual.threads.VirtualThreads;

import dev.pulsegate.gateway.queue.read.RequestStatistics;
import dev.pulsegate.gateway.queue.read.RequestStatistics.Bucket;

/** Statistics as they were a few seconds ago: the same question is put to the database once in that time. */
@ApplicationScoped
class Statistics {

    private static final int MOST_KEPT = 50;

    private final AsyncLoadingCache<Question, List<Bucket>> answers;

    Statistics(RequestStatistics statistics, @VirtualThreads Executor executor) {
        this.answers = Caffeine.newBuilder()
                .expireAfterWrite(Question.FRESH)
                .maximumSize(MOST_KEPT)
                .executor(executor)
                .buildAsync(question -> statistics.count(question.spaceId(), question.bounds()));
    }

    /**
     * What is asked.
     *
     * @param spaceId the space; null for all
     * @param from where the first bucket begins
     * @param to where the last ends
     * @param buckets how many there are, all of one length
     */
    record Question(UUID spaceId, Instant from, Instant to, int buckets) {

        /** How old an answer may be. */
        static final Duration FRESH = Duration.ofSeconds(5);

        Duration range() {
            return Duration.between(from, to);
        }

        /** Where the buckets begin, to the millisecond as ids are, and where the last ends. */
        List<Instant> bounds() {
            long millis = range().toMillis();
            return LongStream.rangeClosed(0, buckets)
                    .mapToObj(i -> from.plusMillis(millis * i / buckets))
                    .toList();
        }
    }

    /** The answer; may block on the database. */
    List<Bucket> answer(Question question) {
        return answers.get(question).join();
    }
}
