package dev.pulsegate.platform.input;

import java.util.Collection;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.validation.Violation;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/** Checks forms whose fields resources take as parameters; Quarkus has read them by now. */
@Provider
public class FormGuard implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext context) {
        if (context instanceof ResteasyReactiveContainerRequestContext known
                && known.getServerRequestContext() instanceof ResteasyReactiveRequestContext request
                && request.getFormData() != null) {
            var form = request.getFormData();
            for (var name : form) {
                check(
                        name,
                        form.get(name).stream()
                                .filter(value -> !value.isFileItem())
                                .map(value -> (Object) value.getValue())
                                .toList());
            }
        }
    }

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
