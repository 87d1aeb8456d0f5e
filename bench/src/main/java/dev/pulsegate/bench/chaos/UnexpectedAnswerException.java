package dev.pulsegate.bench.chaos;

import java.io.Serial;

/** An answer that no kill explains: a violation like those the checker finds. */
final class UnexpectedAnswerException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    UnexpectedAnswerException(String message) {
        super("an answer that nothing explains: " + message);
    }
}
