package dev.pulsegate.testkit.architecture;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.DynamicTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules for one module, as tests. Run with the module's folder as the current one, as Maven does.
 *
 * @param root the module's top-most package
 * @param plainPackages its packages that use no framework, with all below them
 * @param commandLinePackages its packages that may write to the console; those below them may not
 */
public record ModuleArchitecture(String root, List<String> plainPackages, List<String> commandLinePackages) {

    private static final String PRODUCT = "dev.pulsegate";

    /** Copies the lists. */
    public ModuleArchitecture {
        plainPackages = List.copyOf(plainPackages);
        commandLinePackages = List.copyOf(commandLinePackages);
    }

    /**
     * A module of services and libraries: all of it may use frameworks, none of it the console.
     *
     * @param root the module's top-most package
     */
    public static ModuleArchitecture of(String root) {
        return new ModuleArchitecture(root, List.of(), List.of());
    }

    /**
     * The same module with packages that are plain Java.
     *
     * @param features the packages' names below the root
     */
    public ModuleArchitecture withPlainFeatures(String... features) {
        var packages = Stream.of(features).map(feature -> root + "." + feature).toList();
        return new ModuleArchitecture(root, packages, commandLinePackages);
    }

    /**
     * The same module with a command line.
     *
     * @param packages its packages, in ArchUnit's notation: {@code ..} at the end takes those below in
     */
    public ModuleArchitecture withCommandLineIn(String... packages) {
        return new ModuleArchitecture(root, plainPackages, List.of(packages));
    }

    /** A test for every rule. */
    public Stream<DynamicTest> tests() {
        var classes = new ClassFileImporter().importPath(Path.of("target", "classes"));
        return Stream.concat(
                Stream.of(
                        DynamicTest.dynamicTest("the module's classes are looked at", () -> assertThat(classes)
                                .anyMatch(type -> type.getPackageName().startsWith(root))),
                        DynamicTest.dynamicTest("every package says what lives in it", () -> assertThat(
                                        PackageDescriptions.missingBelow(Path.of("src", "main", "java")))
                                .isEmpty())),
                rules().map(rule -> test(rule, classes)));
    }

    private Stream<ArchRule> rules() {
        return Stream.of(
                ArchitectureRules.servicesDoNotKnowEachOther(PRODUCT),
                ArchitectureRules.contractsArePlainJava(PRODUCT),
                ArchitectureRules.arePlainJava(plainPackages),
                ArchitectureRules.routesNameTheirCallers(),
                ArchitectureRules.nothingIsInjectedIntoFields(),
                ArchitectureRules.onlyCommandLinesWriteToTheConsole(commandLinePackages),
                ArchitectureRules.nothingLogsWithJavaUtilLogging(),
                ArchitectureRules.nothingIsStaticAndMutable(),
                ArchitectureRules.nothingIsNamedImpl(),
                ArchitectureRules.recordsHideTheirSecrets(),
                ArchitectureRules.featuresAreFreeOfCycles(root));
    }

    private static DynamicTest test(ArchRule rule, JavaClasses classes) {
        return DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes));
    }
}
