package dev.pulsegate.platform.broker;

import java.time.Duration;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.amqp.AmqpClientOptions;
import org.eclipse.microprofile.config.Config;

import dev.pulsegate.platform.PlatformConfig;

/** Where the broker is, who we are to it, and whom we take for it. The names are those of SmallRye's AMQP connector. */
@ApplicationScoped
class BrokerAddress {

    /** After this long without a word from the broker it is asked whether it lives; after twice as long it is gone. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private static final int DEFAULT_PORT = 5672;

    private final Config config;
    private final PlatformConfig.Broker settings;
    private final TlsConfigurationRegistry tls;

    BrokerAddress(Config config, PlatformConfig platform, TlsConfigurationRegistry tls) {
        this.config = config;
        this.settings = platform.broker();
        this.tls = tls;
    }

    AmqpClientOptions options() {
        var options = new AmqpClientOptions()
                .setHost(host())
                .setPort(port())
                .setContainerId(containerId())
                .setHeartbeat((int) HEARTBEAT.toMillis())
                .setConnectTimeout((int) settings.answerLimit().toMillis());
        config.getOptionalValue("amqp-username", String.class).ifPresent(options::setUsername);
        config.getOptionalValue("amqp-password", String.class).ifPresent(options::setPassword);
        if (config.getOptionalValue("amqp-use-ssl", Boolean.class).orElse(false)) {
            // Vert.x' AMQP client compares the certificate with the host unless told otherwise.
            options.setSsl(true);
            settings.tlsConfiguration().ifPresent(name -> trust(options, name));
        }
        return options;
    }

    private void trust(AmqpClientOptions options, String name) {
        TlsConfiguration known = tls.get(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "pulsegate.platform.broker.tls-configuration: there is no quarkus.tls." + name));
        if (known.getTrustStoreOptions() != null) {
            options.setTrustOptions(known.getTrustStoreOptions());
        }
        if (known.getKeyStoreOptions() != null) {
            options.setKeyCertOptions(known.getKeyStoreOptions());
        }
    }

    private String host() {
        return config.getOptionalValue("amqp-host", String.class).orElse("localhost");
    }

    private int port() {
        return config.getOptionalValue("amqp-port", Integer.class).orElse(DEFAULT_PORT);
    }

    /** What the broker lists this process as: each by a name of its own, that tells what it is. */
    private String containerId() {
        var service = config.getOptionalValue("quarkus.application.name", String.class)
                .orElse("pulsegate");
        return service + "-" + UUID.randomUUID();
    }

    /** For the log. */
    String where() {
        return host() + ":" + port();
    }
}
