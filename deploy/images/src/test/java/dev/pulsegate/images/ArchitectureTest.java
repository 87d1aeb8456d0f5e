package dev.pulsegate.images;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import dev.pulsegate.testkit.architecture.ModuleArchitecture;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> theModuleKeepsTheRules() {
        return ModuleArchitecture.of("dev.pulsegate.images")
                .withCommandLineIn("dev.pulsegate.images")
                .tests();
    }
}
