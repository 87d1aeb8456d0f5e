package dev.pulsegate.tools.check;

import dev.pulsegate.tools.installation.CallException;

/**
 * One thing to find out about an installation.
 *
 * @param name what is done, in a few words
 * @param step does it
 */
record Check(String name, Step step) {

    @FunctionalInterface
    interface Step {

        /**
         * Finds it out.
         *
         * @throws CallException if the installation does not do its part: the check has failed
         */
        Outcome run() throws CallException, InterruptedException;
    }
}
