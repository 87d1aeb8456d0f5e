package dev.pulsegate.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

import dev.pulsegate.embedded.folder.FileTree;

/**
 * PulseGate and a browser, for all classes that register this: started for the first of them that this process runs, stopped
 * after its last test. Its data folder has recordings that are odd, and events have a heartbeat every second.
 */
final class SharedApp implements BeforeAllCallback {

    private Running running;

    /** What runs; JUnit closes it when all tests of this process are over. */
    private record Running(Path data, TestBrowser browser, StandaloneProcess pulsegate, AppVisitor visitor)
            implements AutoCloseable {

        static Running start() {
            // Without a browser the tests are skipped, and nothing else is started.
            var browser = TestBrowser.start();
            try {
                var data = Files.createTempDirectory("pulsegate-shared");
                writeOddRecordings(Files.createDirectories(data.resolve("recordings")));
                var environment = Map.of("PULSEGATE_GATEWAY_EVENTS_HEARTBEAT", "1s");
                var pulsegate = StandaloneProcess.up(SetUpFolder.at(data), environment);
                return new Running(data, browser, pulsegate, new AppVisitor(browser, pulsegate.address()));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        private static void writeOddRecordings(Path folder) throws IOException {
            Files.writeString(
                    folder.resolve("odd.hea"), "odd 1 250 5000 10:00:00 2006\nodd.dat 16 200/mV 16.0 0 0 0 0 II\n");
            Files.write(folder.resolve("odd.dat"), new byte[1000]);
            Files.writeString(folder.resolve("seg.hea"), "seg/2 1 250 1000\nodd 500\nodd 500\n");
        }

        @Override
        public void close() throws IOException {
            pulsegate.close();
            browser.close();
            FileTree.delete(data);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // The session's store: where classes are spread over several processes, each class is a run of its own.
        running = context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(SharedApp.class))
                .computeIfAbsent(Running.class, _ -> Running.start(), Running.class);
    }

    StandaloneProcess pulsegate() {
        return running.pulsegate();
    }

    /** People with that browser. */
    AppVisitor visitor() {
        return running.visitor();
    }
}
