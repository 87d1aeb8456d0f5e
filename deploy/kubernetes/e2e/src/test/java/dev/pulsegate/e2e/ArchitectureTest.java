package dev.pulsegate.e2e;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import dev.pulsegate.testkit.architecture.ModuleArchitecture;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> theModuleKeepsTheRules() {
        return ModuleArchitecture.of("dev.pulsegate.e2e")
                .withPlainFeatures("cluster", "load")
                .withCommandLineIn("dev.pulsegate.e2e")
                .tests();
    }
}
