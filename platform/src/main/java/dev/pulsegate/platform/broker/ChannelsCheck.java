package dev.pulsegate.platform.broker;

import java.time.Clock;
import java.time.Duration;
import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells which channels are not connected. Always up: the service goes on without, as everything said comes another way. */
@Readiness
@ApplicationScoped
public class ChannelsCheck implements HealthCheck {

    private final Broker broker;
    private final Clock clock = Clock.systemUTC();

    ChannelsCheck(Broker broker) {
        this.broker = broker;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("channels").up();
        var channels = broker.channels();
        if (!channels.values().stream().allMatch(ChannelState::connected)) {
            response.withData("degraded", "what services tell each other comes late, until the broker is reached");
        }
        channels.forEach((channel, state) -> {
            long seconds = Duration.between(state.since(), clock.instant()).toSeconds();
            response.withData(channel, state.connected() ? "connected" : "not connected for %d s".formatted(seconds));
        });
        return response.build();
    }
}
