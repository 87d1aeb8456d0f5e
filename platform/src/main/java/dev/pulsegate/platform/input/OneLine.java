package dev.pulsegate.platform.input;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

/** A name or an address: text on one line, without control characters. */
@Documented
@Constraint(validatedBy = OneLine.Check.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.METHOD, ElementType.ANNOTATION_TYPE
})
@Retention(RetentionPolicy.RUNTIME)
public @interface OneLine {

    /** What is said of text that has more. */
    String message() default "must be one line without control characters";

    /** When it is checked. */
    Class<?>[] groups() default {};

    /** What is known of it besides. */
    Class<? extends Payload>[] payload() default {};

    /** Looks at a text; none at all is fine. */
    class Check implements ConstraintValidator<OneLine, CharSequence> {

        @Override
        public boolean isValid(CharSequence text, ConstraintValidatorContext context) {
            return text == null || ForeignText.objectionToName(text).isEmpty();
        }
    }
}
