package dev.pulsegate.scenarios;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The three services in one process, as {@code ./pulsegate up} runs them. */
class OneProcessIT implements AllScenarios {

    @RegisterExtension
    static final RunningSite RUNNING = RunningSite.inOneProcess();

    @Override
    public Site site() {
        return RUNNING.site();
    }
}
