package dev.pulsegate.ecg.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.pulsegate.ecg.EcgConfig;
import dev.pulsegate.ecg.replay.RecordLibrary;
import dev.pulsegate.ecg.synthesis.HeartRateCourse;
import dev.pulsegate.ecg.synthesis.InvalidParametersException;
import dev.pulsegate.ecg.synthesis.InvalidParametersException.Violation;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.page.Page;

/** All streams that can be watched: those built in, then those people made, oldest first. Blocks on the database. */
@ApplicationScoped
class StreamCatalogue {

    private static final double NANOS_PER_SECOND = 1e9;

    private final BuiltInStreams builtIn;
    private final StreamRepository made;
    private final RecordLibrary records;
    private final OwnerNotices notices;
    private final EcgConfig.Streams limits;
    private final Clock clock = Clock.systemUTC();

    StreamCatalogue(
            BuiltInStreams builtIn,
            StreamRepository made,
            RecordLibrary records,
            OwnerNotices notices,
            EcgConfig config) {
        this.builtIn = builtIn;
        this.made = made;
        this.records = records;
        this.notices = notices;
        this.limits = config.streams();
    }

    /** What came of asking for a stream. */
    sealed interface Creation {
        /** It is there. */
        record Created(StreamDefinition stream) implements Creation {}

        /** The account may have no more; {@code limit} is how many it may. */
        record TooManyOfAccount(int limit) implements Creation {}

        /** There is room for no more; {@code limit} is how many there may be. */
        record Full(int limit) implements Creation {}
    }

    @Transactional
    Page<StreamDefinition> page(int page, int size) {
        var fixed = builtIn.all();
        long from = (long) page * size;
        var items = new ArrayList<>(fixed.stream().skip(from).limit(size).toList());
        if (items.size() < size) {
            made.slice(Math.max(0, from - fixed.size()), size - items.size())
                    .forEach(entity -> items.add(definition(entity)));
        }
        return new Page<>(items, page, size, fixed.size() + made.count());
    }

    @Transactional
    Optional<StreamDefinition> find(String id) {
        return builtIn.find(id)
                .or(() -> uuid(id).flatMap(made::findByIdOptional).map(this::definition));
    }

    /**
     * Makes a stream.
     *
     * @throws dev.pulsegate.ecg.synthesis.InvalidParametersException naming whatever cannot be had
     */
    @Transactional
    Creation create(NewStream request, UUID accountId) {
        check(SpecReader.read(request));
        made.lockCount();
        if (made.countOf(accountId) >= limits.perAccount()) {
            return new Creation.TooManyOfAccount(limits.perAccount());
        }
        if (made.count() >= limits.inAll()) {
            return new Creation.Full(limits.inAll());
        }
        var entity = new StreamEntity();
        entity.id = Uuid7.next();
        entity.accountId = accountId;
        entity.definition = request.withSeed(() -> ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE));
        entity.persistent = request.persistent();
        entity.createdAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        made.persist(entity);
        notices.made(entity);
        return new Creation.Created(definition(entity));
    }

    private void check(StreamSpec spec) {
        if (spec instanceof StreamSpec.Replay replay
                && records.find(replay.recordId()).isEmpty()) {
            throw new InvalidParametersException(
                    List.of(new Violation("recording", "must be the id of a recording that is there")));
        }
    }

    /**
     * Changes the heart rate of a made stream; nothing if it is gone.
     *
     * @throws dev.pulsegate.ecg.synthesis.InvalidParametersException if it cannot be had, or has none
     */
    @Transactional
    Optional<StreamDefinition> change(String id, StreamPatch patch) {
        return uuid(id).flatMap(made::lock).map(entity -> {
            if (!(spec(entity) instanceof StreamSpec.Synthetic before)) {
                throw new InvalidParametersException(
                        List.of(new Violation("heartRateBpm", "belongs to synthetic streams")));
            }
            var parameters = before.parameters();
            double mean = patch.heartRateBpm();
            double sd = Objects.requireNonNullElseGet(
                    patch.heartRateSdBpm(), () -> Math.min(parameters.heartRateSdBpm(), mean / 5));
            entity.heartRates = before.heartRates().changed(parameters, mean, sd, secondsSince(entity.createdAt));
            entity.definition = entity.definition.withHeartRate(mean, sd);
            return definition(entity);
        });
    }

    private double secondsSince(Instant began) {
        return Duration.between(began, clock.instant()).toNanos() / NANOS_PER_SECOND;
    }

    /**
     * What others may have done to streams that people made.
     *
     * @param heartRates of those whose heart rate was changed, by id
     * @param gone the ids of those that are not there, any more
     */
    record Changes(Map<String, HeartRateCourse> heartRates, Set<String> gone) {}

    /** What was done to those of the streams that were made by people. Cheap: it is asked again and again. */
    @Transactional
    Changes changes(Iterable<String> ids) {
        var candidates = candidates(ids);
        if (candidates.isEmpty()) {
            return new Changes(Map.of(), Set.of());
        }
        var gone = candidates.stream().map(UUID::toString).collect(Collectors.toCollection(HashSet::new));
        var heartRates = new HashMap<String, HeartRateCourse>();
        made.present(candidates).forEach(present -> {
            var id = present.id().toString();
            gone.remove(id);
            if (present.heartRates() != null) {
                heartRates.put(id, present.heartRates());
            }
        });
        return new Changes(heartRates, gone);
    }

    /** Deletes a made stream; false if it was gone already. */
    @Transactional
    boolean delete(StreamDefinition stream) {
        var found = uuid(stream.id()).flatMap(made::findByIdOptional);
        found.ifPresent(entity -> {
            notices.deleted(entity);
            made.delete(entity);
        });
        return found.isPresent();
    }

    private Set<UUID> candidates(Iterable<String> ids) {
        var candidates = new HashSet<UUID>();
        ids.forEach(id -> builtIn.find(id)
                .map(stream -> Optional.<UUID>empty())
                .orElseGet(() -> uuid(id))
                .ifPresent(candidates::add));
        return candidates;
    }

    /** When sample 0 of the streams that are built in was taken; that of a made one was taken when it was made. */
    @Transactional
    Instant builtInBegan() {
        return made.builtInBegan();
    }

    /** The made streams that go on while nobody watches. */
    @Transactional
    List<String> persistent() {
        return made.persistent().stream().map(UUID::toString).toList();
    }

    private StreamDefinition definition(StreamEntity entity) {
        var request = entity.definition;
        return new StreamDefinition(
                entity.id.toString(),
                Objects.requireNonNullElse(request.title(), "Untitled"),
                spec(entity),
                request.persistent(),
                new StreamDefinition.Made(entity.accountId, entity.createdAt));
    }

    private static StreamSpec spec(StreamEntity entity) {
        var spec = SpecReader.read(entity.definition);
        return spec instanceof StreamSpec.Synthetic synthetic && entity.heartRates != null
                ? new StreamSpec.Synthetic(synthetic.parameters(), entity.heartRates)
                : spec;
    }

    private static Optional<UUID> uuid(String id) {
        try {
            var uuid = UUID.fromString(id);
            return uuid.toString().equals(id) ? Optional.of(uuid) : Optional.empty();
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }
}
