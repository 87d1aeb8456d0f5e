package dev.pulsegate.tools;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import dev.pulsegate.testkit.architecture.ModuleArchitecture;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> theModuleKeepsTheRules() {
        return ModuleArchitecture.of("dev.pulsegate.tools")
                .withPlainFeatures("option", "installation", "check", "setup")
                .withCommandLineIn("dev.pulsegate.tools")
                .passingOptionals()
                .tests();
    }
}
