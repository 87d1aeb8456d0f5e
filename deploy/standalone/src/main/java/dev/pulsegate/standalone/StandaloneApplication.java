package dev.pulsegate.standalone;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.http.HttpServer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.pulsegate.platform.log.OneLine;

/** The application once it runs: says where it is found, then waits for the end. */
@ApplicationScoped
public class StandaloneApplication implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(StandaloneApplication.class);

    private final String address;
    private final String dataFolder;
    private final String recordings;
    private final boolean demoAccount;
    private final boolean jsonLogs;
    private final int managementPort;
    private final HttpServer server;

    StandaloneApplication(
            @ConfigProperty(name = "pulsegate.platform.token.issuer") String address,
            @ConfigProperty(name = "pulsegate.standalone.data") String dataFolder,
            @ConfigProperty(name = "pulsegate.ecg.recordings") String recordings,
            @ConfigProperty(name = "pulsegate.auth.demo-admin") boolean demoAccount,
            @ConfigProperty(name = "quarkus.log.console.json.enabled") boolean jsonLogs,
            @ConfigProperty(name = "quarkus.management.port") int managementPort,
            HttpServer server) {
        this.address = address;
        this.dataFolder = dataFolder;
        this.recordings = recordings;
        this.demoAccount = demoAccount;
        this.jsonLogs = jsonLogs;
        this.managementPort = managementPort;
        this.server = server;
    }

    @Override
    public int run(String... arguments) {
        if (jsonLogs) {
            LOG.infof("PulseGate runs at %s, data in %s, metrics at %s", address, dataFolder, metrics());
        } else {
            System.out.print(greeting());
        }
        Quarkus.waitForExit();
        return 0;
    }

    /** The server knows a port that it chose itself, and no other. */
    private String metrics() {
        int chosen = server.getManagementPort();
        return "http://127.0.0.1:" + (chosen > 0 ? chosen : managementPort) + "/q/metrics";
    }

    private String greeting() {
        var greeting = new StringBuilder()
                .append("\n  PulseGate runs at ")
                .append(OneLine.of(address))
                .append("\n\n");
        if (demoAccount) {
            greeting.append("  demo account   admin / admin123 (until you change its password)\n");
        }
        return greeting.append("  data folder    ")
                .append(OneLine.of(dataFolder))
                .append("\n  recordings     ")
                .append(OneLine.of(recordings))
                .append(" (WFDB records of your own go here)")
                .append("\n  metrics        ")
                .append(metrics())
                .append("\n  to stop        Ctrl+C\n\n")
                .toString();
    }
}
