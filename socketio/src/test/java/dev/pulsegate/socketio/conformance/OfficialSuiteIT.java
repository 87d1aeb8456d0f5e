package dev.pulsegate.socketio.conformance;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the official suites of the {@code socketio/socket.io} repository, which are not part of this one. Give that
 * repository's folder {@code docs} as {@code -Dsocketio.suites}, after {@code npm ci} in the suites' folders there. They
 * look for the server on port 3000, which therefore has to be free.
 */
@QuarkusTest
@TestProfile(OfficialSuiteIT.OnPort3000.class)
@EnabledIfSystemProperty(named = "socketio.suites", matches = ".+")
class OfficialSuiteIT {

    private static final Logger LOG = Logger.getLogger(OfficialSuiteIT.class);

    /** Where the suites look for it. */
    public static final class OnPort3000 implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.test-port", "3000");
        }
    }

    @Test
    void theEngineSuitePasses() throws Exception {
        assertPasses("engine.io-protocol/v4-test-suite");
    }

    @Test
    void theSocketIoSuitePasses() throws Exception {
        assertPasses("socket.io-protocol/v5-test-suite");
    }

    private static void assertPasses(String folder) throws Exception {
        var suite = new ProcessBuilder("npx", "mocha", "--exit", "test-suite.js")
                .directory(
                        Path.of(System.getProperty("socketio.suites"), folder).toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(suite.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        LOG.info(output);
        assertThat(suite.waitFor()).as(output).isZero();
    }
}
