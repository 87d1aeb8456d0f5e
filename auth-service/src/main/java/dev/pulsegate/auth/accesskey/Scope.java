package dev.pulsegate.auth.accesskey;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import dev.pulsegate.platform.input.OneLine;

/** The name of a space or the id of a stream, or {@code *}: 1 to 128 characters, none of them control characters. */
@NotNull
@Size(min = 1, max = 128)
@OneLine
@Documented
@Constraint(validatedBy = {})
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
@interface Scope {

    /** What is said when the rule is broken. */
    String message() default "must have 1 to 128 characters, none of them control characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
