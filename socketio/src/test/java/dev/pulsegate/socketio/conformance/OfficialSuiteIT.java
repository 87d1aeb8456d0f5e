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
 * Runs the official suites of the {@code socketio/socket.io} repository, which are not part of this one: give the folder
 * {@code docs/engine.io-protocol/v4-test-suite}, after {@code npm ci}, as {@code -Dengine.suite}. They expect the server
 * on port 3000.
 */
@QuarkusTest
@TestProfile(OfficialSuiteIT.OnPort3000.class)
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
    @EnabledIfSystemProperty(named = "engine.suite", matches = ".+")
    void theEngineSuitePasses() throws Exception {
        assertPasses(System.getProperty("engine.suite"));
    }

    private static void assertPasses(String folder) throws Exception {
        var suite = new ProcessBuilder("npx", "mocha", "--exit", "test-suite.js")
                .directory(Path.of(folder).toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(suite.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        LOG.info(output);
        assertThat(suite.waitFor()).as(output).isZero();
    }
}
