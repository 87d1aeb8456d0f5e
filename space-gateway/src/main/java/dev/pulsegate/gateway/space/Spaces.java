package dev.pulsegate.gateway.space;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.pulsegate.gateway.audit.AuditNotices;
import dev.pulsegate.platform.audit.Actor;
import dev.pulsegate.platform.audit.AuditAction;
import dev.pulsegate.platform.audit.AuditEntry;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.page.Page;

/** The spaces there are. Blocks on the database. */
@ApplicationScoped
public class Spaces {

    private final SpaceRepository repository;
    private final OperatorNotices notices;
    private final AuditNotices audit;
    private final Clock clock = Clock.systemUTC();

    Spaces(SpaceRepository repository, OperatorNotices notices, AuditNotices audit) {
        this.repository = repository;
        this.notices = notices;
        this.audit = audit;
    }

    /** What came of making or changing a space. */
    public sealed interface Outcome {
        /** It is as asked for. */
        record Done(Space space) implements Outcome {}

        /** Another space has the name, perhaps in other case. */
        record NameTaken(String name) implements Outcome {}

        /** There is no such space. */
        record NotFound() implements Outcome {}
    }

    /** Some of the spaces, by name. */
    @Transactional
    public Page<Space> page(int page, int size) {
        var items = repository.slice((long) page * size, size).stream()
                .map(SpaceEntity::toSpace)
                .toList();
        return new Page<>(items, page, size, repository.count());
    }

    @Transactional
    List<Space> all() {
        return repository.listAll().stream().map(SpaceEntity::toSpace).toList();
    }

    @Transactional
    Optional<Space> find(UUID id) {
        return repository.findByIdOptional(id).map(SpaceEntity::toSpace);
    }

    @Transactional
    Optional<Space> named(String name) {
        return repository.named(name).map(SpaceEntity::toSpace);
    }

    /** Makes a space; say so to {@link SpaceDirectory#refresh} afterwards. */
    @Transactional
    public Outcome create(SpaceFields fields, Actor by) {
        var space = new SpaceEntity();
        space.id = Uuid7.next();
        if (isNameTaken(fields.name(), space.id)) {
            return new Outcome.NameTaken(fields.name());
        }
        fields.applyTo(space);
        space.createdAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        space.changedAt = space.createdAt;
        repository.persistAndFlush(space);
        record(AuditAction.SPACE_CREATE, by, space, fields.said());
        return done(space);
    }

    /** Changes a space; say so to {@link SpaceDirectory#refresh} afterwards. */
    @Transactional
    public Outcome change(UUID id, SpaceFields fields, Actor by) {
        if (fields.name() != null && isNameTaken(fields.name(), id)) {
            return new Outcome.NameTaken(fields.name());
        }
        var found = repository.lock(id);
        if (found.isEmpty()) {
            return new Outcome.NotFound();
        }
        var space = found.get();
        fields.applyTo(space);
        space.changedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        repository.flush();
        record(AuditAction.SPACE_CHANGE, by, space, fields.said());
        return done(space);
    }

    private Outcome done(SpaceEntity entity) {
        var space = entity.toSpace();
        notices.changed(space);
        return new Outcome.Done(space);
    }

    private void record(AuditAction action, Actor by, SpaceEntity space, String detail) {
        audit.record(AuditEntry.done(action, by).to(space.id, space.name).saying(detail));
    }

    private boolean isNameTaken(String name, UUID except) {
        repository.lockNames();
        return repository.isTaken(name, except);
    }

    /** Deletes a space; false if it was gone already. Waits for whoever is putting a request into it. */
    @Transactional
    boolean delete(UUID id, Actor by) {
        var found = repository.lock(id);
        found.ifPresent(space -> {
            notices.deleted(space.toSpace());
            repository.delete(space);
            record(AuditAction.SPACE_DELETE, by, space, "");
        });
        return found.isPresent();
    }
}
