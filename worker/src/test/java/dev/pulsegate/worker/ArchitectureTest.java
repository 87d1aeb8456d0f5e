package dev.pulsegate.worker;

import java.nio.file.Path;
import java.util.stream.Stream;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.pulsegate.testkit.architecture.ModuleArchitecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

class ArchitectureTest {

    @Test
    void whoeverEmbedsTheLibraryNeedsNoCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.pulsegate.worker.cli")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.pulsegate.cli..", "picocli..", "dev.pulsegate.worker.cli")
                .check(new ClassFileImporter().importPath(Path.of("target", "classes")));
    }

    @TestFactory
    Stream<DynamicTest> theModuleKeepsTheRules() {
        return ModuleArchitecture.of("dev.pulsegate.worker")
                .withPlainFeatures("connection", "handler", "cli")
                .withCommandLineIn("dev.pulsegate.worker.cli")
                .passingOptionals()
                .tests();
    }
}
