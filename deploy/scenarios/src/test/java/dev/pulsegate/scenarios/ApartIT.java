package dev.pulsegate.scenarios;

import org.junit.jupiter.api.extension.RegisterExtension;

/** Two replicas of each service, a broker between them and one address in front, as {@code ./pulsegate up --apart} runs them. */
class ApartIT implements AllScenarios, RollingScenarios {

    @RegisterExtension
    static final RunningSite RUNNING = RunningSite.apart(2);

    @Override
    public RunningSite running() {
        return RUNNING;
    }

    @Override
    public Site site() {
        return RUNNING.site();
    }
}
