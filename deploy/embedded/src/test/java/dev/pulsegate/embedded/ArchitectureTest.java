package dev.pulsegate.embedded;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import dev.pulsegate.testkit.architecture.ModuleArchitecture;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> theModuleKeepsTheRules() {
        return ModuleArchitecture.ofPlain("dev.pulsegate.embedded").tests();
    }
}
