package dev.pulsegate.socketio.client;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jakarta.inject.Inject;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The reference client, {@code socket.io-client} from npm, where Node is installed. */
@QuarkusTest
class JavaScriptClientIT {

    private static final Path SOURCES = Path.of("src/test/resources/clients/js");
    private static final Path FOLDER = Path.of("target/clients/js");

    @TestHTTPResource
    URI address;

    @Inject
    ClientApplication application;

    @BeforeAll
    static void install() throws Exception {
        assumeTrue(
                ClientProcess.works("node", "--version") && ClientProcess.works("npm", "--version"),
                "without Node and npm the JavaScript client is not tried");
        Files.createDirectories(FOLDER);
        for (var file : List.of("package.json", "package-lock.json", "client.mjs")) {
            Files.write(FOLDER.resolve(file), Files.readAllBytes(SOURCES.resolve(file)));
        }
        if (!Files.exists(FOLDER.resolve("node_modules/.package-lock.json"))) {
            download();
        }
    }

    private static void download() throws Exception {
        try {
            ClientProcess.run(FOLDER, line -> {}, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        } catch (AssertionError notDownloaded) {
            assumeFalse(
                    System.getenv("CI") == null,
                    "without the network the JavaScript client is not tried: " + notDownloaded.getMessage());
            throw notDownloaded;
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesThroughEverything(ClientScenario scenario) throws Exception {
        Trial.run(
                application,
                address,
                scenario,
                (port, watcher) -> ClientProcess.run(
                        FOLDER,
                        watcher,
                        "node",
                        "client.mjs",
                        "http://localhost:" + port,
                        ClientApplication.PATH,
                        scenario.wireName()));
    }
}
