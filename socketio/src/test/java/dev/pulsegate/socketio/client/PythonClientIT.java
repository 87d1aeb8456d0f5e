package dev.pulsegate.socketio.client;

import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import jakarta.inject.Inject;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** {@code python-socketio} as the machine has it, for example from Debian's {@code python3-socketio}. */
@QuarkusTest
class PythonClientIT {

    @TestHTTPResource
    URI address;

    @Inject
    ClientApplication application;

    private static String python;

    @BeforeAll
    static void look() {
        var found = Stream.of("python3", "/usr/bin/python3")
                .filter(each ->
                        ClientProcess.works(each, "-c", "import socketio, requests, websocket; socketio.Client"))
                .findFirst();
        assumeTrue(
                found.isPresent(),
                "without python3 with socketio, requests and websocket the Python client is not tried");
        python = found.orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void goesThroughEverything(ClientScenario scenario) throws Exception {
        Trial.run(
                application,
                address,
                scenario,
                (port, watcher) -> ClientProcess.run(
                        Path.of("src/test/resources/clients/python"),
                        watcher,
                        python,
                        "-B",
                        "client.py",
                        "http://localhost:" + port,
                        ClientApplication.PATH,
                        scenario.wireName()));
    }
}
