package dev.pulsegate.platform.input;

import java.util.Collection;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.validation.Violation;

/** Checks the fields of forms: {@link BodyGuard} those that come as a map, others are handed over by whoever reads them. */
public final class FormFields {

    private FormFields() {}

    /**
     * Checks a form's field.
     *
     * @throws HttpProblem 400 if its name or one of its values will not do
     */
    public static void check(String name, Collection<?> values) {
        if (ForeignText.objectionToName(name).isPresent()) {
            throw Violations.of(Violation.In.form, "", "has a name in it that is no name");
        }
        for (var value : values) {
            ForeignText.objection(String.valueOf(value)).ifPresent(objection -> {
                throw Violations.of(Violation.In.form, name, objection);
            });
        }
    }
}
