package dev.pulsegate.testkit.broker;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Gives the application under test a broker of its own. Named in {@code @WithTestResource}; a test class gets at the
 * broker by a field of type {@link AmqpBroker}.
 */
public final class BrokerResource implements QuarkusTestResourceLifecycleManager {

    private final AmqpBroker broker = new AmqpBroker();

    @Override
    public Map<String, String> start() {
        broker.start();
        return broker.configuration();
    }

    @Override
    public void stop() {
        broker.stop();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(broker, field -> field.getType() == AmqpBroker.class);
    }
}
