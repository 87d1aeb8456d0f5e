package dev.pulsegate.apart.replica;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.pulsegate.apart.broker.EmbeddedBroker;
import dev.pulsegate.apart.route.Service;
import dev.pulsegate.embedded.Settings;
import dev.pulsegate.embedded.database.EmbeddedDatabase;
import dev.pulsegate.embedded.folder.DataFolder;

/**
 * What every replica is told of where it runs, as environment variables: secrets have no place on a command line. What is
 * said here is what the one process is told too, so that one data folder serves both.
 *
 * @param scratch a folder for what is of use only in this run
 * @param issuer the address people know the installation by
 * @param innerPort where services ask auth-service
 * @param demoAccount whether the demo account is offered
 * @param jsonLogs whether the log is written as JSON
 * @param connections how many connections to the database one replica may have
 */
public record Surroundings(
        DataFolder folder,
        Path scratch,
        EmbeddedDatabase database,
        EmbeddedBroker broker,
        String issuer,
        int innerPort,
        boolean demoAccount,
        boolean jsonLogs,
        int connections) {

    private static final String LOOPBACK = "127.0.0.1";

    /** At a start, with pauses that grow: a database that has just been started again, or a machine that is busy. */
    private static final int CONNECT_RETRIES = 5;

    /** The folder of the user's own recordings; in the data folder unless configured. */
    private static final String RECORDINGS = "pulsegate.ecg.recordings";

    /** The folder of files sent and handed back; in the data folder unless configured. */
    private static final String FILES = "pulsegate.gateway.files.folder.path";

    /** A start is read by a person: what migrations do, and that a replica is not ready yet, is no news. */
    private static final List<String> QUIET =
            List.of("quarkus.log.category.\"org.flywaydb\".level", "quarkus.log.category.\"io.smallrye.health\".level");

    /** Where the prototype's users come in; on which paths their sign-in is kept up also says where its cookie goes. */
    private static final String RENEWED_PATHS = "/,/admin,/ai_project,/websockets";

    /** Where recordings are. */
    public Path recordings() {
        var configured = Settings.configured(RECORDINGS);
        return configured == null ? folder.folder("recordings") : Path.of(configured);
    }

    /** The environment of a replica, beside what the launcher's own says. */
    Map<String, String> of(Service service, String name, Ports ports) {
        var told = new Told(new HashMap<>());
        told.say("quarkus.http.host", LOOPBACK);
        told.say("quarkus.http.port", ports.http());
        told.say("quarkus.management.host", LOOPBACK);
        told.say("quarkus.management.port", ports.management());
        told.say("quarkus.http.proxy.proxy-address-forwarding", true);
        told.say("quarkus.http.proxy.allow-x-forwarded", true);
        told.say("quarkus.http.proxy.trusted-proxies", LOOPBACK);
        // A browser that is led to the replica's own port must not get further than at the address.
        told.say("pulsegate.platform.cross-site.this-machine-only", demoAccount);
        told.say("quarkus.vertx.cache-directory", scratch.resolve(name));
        var source = "quarkus.datasource." + service.database();
        told.say(source + ".jdbc.url", database.jdbcUrl(service.database()));
        told.say(source + ".username", database.username());
        told.say(source + ".password", database.password());
        told.say(source + ".jdbc.max-size", connections);
        told.say("quarkus.flyway." + service.database() + ".connect-retries", CONNECT_RETRIES);
        told.say("amqp-host", LOOPBACK);
        told.say("amqp-port", broker.port());
        told.say("amqp-username", broker.username());
        told.say("amqp-password", broker.password());
        sayOfTokens(told);
        sayOfLogs(told, name);
        switch (service) {
            case AUTH -> sayToAuth(told);
            case ECG -> told.say(RECORDINGS, recordings());
            case GATEWAY -> sayToGateway(told);
        }
        return told.variables();
    }

    private void sayOfTokens(Told told) {
        var auth = "http://" + LOOPBACK + ":" + innerPort;
        told.say("pulsegate.platform.token.issuer", issuer);
        told.say("pulsegate.platform.token.jwks-uri", auth + "/.well-known/jwks.json");
        told.say("pulsegate.platform.token.revocations-uri", auth + "/.well-known/revocations");
        told.say("pulsegate.platform.token.token-endpoint", auth + "/oauth/token");
    }

    private void sayOfLogs(Told told, String name) {
        told.say("quarkus.log.console.json.enabled", jsonLogs);
        if (jsonLogs) {
            told.say("quarkus.log.console.json.additional-field.\"replica\".value", name);
        }
        QUIET.stream().filter(level -> Settings.configured(level) == null).forEach(level -> told.say(level, "WARN"));
    }

    private void sayToAuth(Told told) {
        told.say("pulsegate.auth.demo-admin", demoAccount);
        told.say("pulsegate.auth.signing-key.secret", folder.secret("signing-key-secret"));
        told.say("pulsegate.auth.session.renewed-paths", RENEWED_PATHS);
    }

    private void sayToGateway(Told told) {
        told.say("pulsegate.gateway.files.url-secret", folder.secret("file-url-secret"));
        var files = Settings.configured(FILES);
        told.say(FILES, files == null ? folder.folder("files") : files);
        told.say("pulsegate.gateway.prototype.routes", true);
        told.say("pulsegate.gateway.prototype.worker-access", "OPEN");
        told.say("pulsegate.gateway.prototype.public-pages", demoAccount);
    }

    private record Told(Map<String, String> variables) {

        void say(String property, Object value) {
            variables.put(Settings.variable(property), value.toString());
        }
    }
}
