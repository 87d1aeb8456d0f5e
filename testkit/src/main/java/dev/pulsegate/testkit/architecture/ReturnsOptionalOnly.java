package dev.pulsegate.testkit.architecture;

import java.util.Set;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/**
 * An {@code Optional} is returned, never handed over or kept: what may be absent there is an overload, a case of its own or,
 * where the Javadoc says so, null. Lambdas and what the compiler makes of a captured variable do not count.
 */
final class ReturnsOptionalOnly extends ArchCondition<JavaClass> {

    private static final Set<String> OPTIONALS =
            Set.of("java.util.Optional", "java.util.OptionalInt", "java.util.OptionalLong", "java.util.OptionalDouble");

    ReturnsOptionalOnly() {
        super("have no Optional as a parameter, field or record component");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (var field : type.getFields()) {
            if (isOptional(field.getRawType()) && isWritten(field)) {
                events.add(SimpleConditionEvent.violated(type, field.getFullName() + " is an Optional"));
            }
        }
        for (var codeUnit : type.getCodeUnits()) {
            if (isWritten(codeUnit) && codeUnit.getRawParameterTypes().stream().anyMatch(this::isOptional)) {
                events.add(SimpleConditionEvent.violated(type, codeUnit.getFullName() + " takes an Optional"));
            }
        }
    }

    private boolean isOptional(JavaClass type) {
        return OPTIONALS.contains(type.getName());
    }

    private static boolean isWritten(JavaField field) {
        return !field.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean isWritten(JavaCodeUnit codeUnit) {
        var owner = codeUnit.getOwner();
        boolean takesCaptured = codeUnit.isConstructor() && (owner.isAnonymousClass() || owner.isLocalClass());
        return !takesCaptured && !codeUnit.getModifiers().contains(JavaModifier.SYNTHETIC);
    }
}
