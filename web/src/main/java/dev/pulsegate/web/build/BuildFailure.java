package dev.pulsegate.web.build;

import java.io.Serial;

/** The app cannot be built as it is. The message says why, to whoever changed it. */
final class BuildFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    BuildFailure(String message) {
        super(message);
    }
}
