package dev.pulsegate.platform.input;

import java.io.IOException;

/**
 * JSON from outside has a value nobody can use; says where and why. An {@link IOException} because that is what passes
 * through Jackson as it is, whatever is being read.
 */
public final class UnfitInputException extends IOException {

    private static final long serialVersionUID = 1;

    private final String field;
    private final String objection;

    UnfitInputException(String field, String objection) {
        super((field.isEmpty() ? "The JSON" : field) + " " + objection);
        this.field = field;
        this.objection = objection;
    }

    /** The member it is about, such as {@code webhook.url} or {@code spaces[0]}; empty for the JSON as a whole. */
    public String field() {
        return field;
    }

    /** What is wrong with it, to be said after its name. */
    public String objection() {
        return objection;
    }
}
