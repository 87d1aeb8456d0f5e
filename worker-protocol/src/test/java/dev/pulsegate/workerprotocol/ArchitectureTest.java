package dev.pulsegate.workerprotocol;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import dev.pulsegate.testkit.architecture.ModuleArchitecture;

class ArchitectureTest {

    private static final String ROOT = "dev.pulsegate.workerprotocol";

    @TestFactory
    Stream<DynamicTest> theModuleKeepsTheRules() {
        return new ModuleArchitecture(ROOT, List.of(ROOT), List.of()).tests();
    }
}
