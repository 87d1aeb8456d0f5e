package dev.pulsegate.gateway.prototype;

import java.util.UUID;
import java.util.function.Function;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;

import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.space.SpaceDirectory;
import dev.pulsegate.gateway.space.SpaceFields;
import dev.pulsegate.gateway.space.Spaces;
import dev.pulsegate.gateway.space.WorkerAccess;
import dev.pulsegate.platform.audit.Actor;

/** Makes and changes spaces as a form says. Blocks on the database. */
@ApplicationScoped
class SpaceEditor {

    private static final int CONFLICT = 409;

    private final PrototypeConfig config;
    private final Spaces spaces;
    private final SpaceDirectory directory;
    private final Validator validator;

    SpaceEditor(PrototypeConfig config, Spaces spaces, SpaceDirectory directory, Validator validator) {
        this.config = config;
        this.spaces = spaces;
        this.directory = directory;
        this.validator = validator;
    }

    /** What came of a form. */
    sealed interface Edit {

        /** The space is as the form says. */
        record Done(Space space) implements Edit {}

        /** Nothing was done; {@code why} says what to change. */
        record Refused(int status, String why) implements Edit {}
    }

    Edit create(SpaceForm form, Actor by) {
        return apply(form, config.workerAccess(), fields -> spaces.create(fields, by));
    }

    Edit change(UUID id, SpaceForm form, Actor by) {
        return apply(form, null, fields -> spaces.change(id, fields, by));
    }

    private Edit apply(SpaceForm form, WorkerAccess workerAccess, Function<SpaceFields, Spaces.Outcome> edit) {
        var objection = form.objection();
        if (objection.isPresent()) {
            return new Edit.Refused(Failure.BAD_REQUEST, objection.get());
        }
        var fields = form.fields(workerAccess);
        var violations = validator.validate(fields);
        if (!violations.isEmpty()) {
            return new Edit.Refused(Failure.BAD_REQUEST, Failure.text(violations));
        }
        return switch (edit.apply(fields)) {
            case Spaces.Outcome.Done(var space) -> {
                directory.refresh();
                yield new Edit.Done(space);
            }
            case Spaces.Outcome.NameTaken(var name) ->
                new Edit.Refused(CONFLICT, "There is a space called \"" + name + "\" already. Choose another name.");
            case Spaces.Outcome.NotFound _ -> new Edit.Refused(Failure.NOT_FOUND, "There is no such space.");
        };
    }
}
