package dev.pulsegate.testkit.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
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
 * @param tellsDependencies whether every package's description is held against what the package uses
 */
public record ModuleArchitecture(
        String root, List<String> plainPackages, List<String> commandLinePackages, boolean tellsDependencies) {

    private static final String PRODUCT = "dev.pulsegate";
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Path TESTS = Path.of("src", "test", "java");

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
        return new ModuleArchitecture(root, List.of(), List.of(), false);
    }

    /** A library all of which is plain Java. */
    public static ModuleArchitecture ofPlain(String root) {
        return new ModuleArchitecture(root, List.of(root), List.of(), false);
    }

    /**
     * The same module with packages that are plain Java.
     *
     * @param features the packages' names below the root
     */
    public ModuleArchitecture withPlainFeatures(String... features) {
        var packages = Stream.of(features).map(feature -> root + "." + feature).toList();
        return new ModuleArchitecture(root, packages, commandLinePackages, tellsDependencies);
    }

    /**
     * The same module with a command line.
     *
     * @param packages its packages, in ArchUnit's notation: {@code ..} at the end takes those below in
     */
    public ModuleArchitecture withCommandLineIn(String... packages) {
        return new ModuleArchitecture(root, plainPackages, List.of(packages), tellsDependencies);
    }

    /**
     * The same module, where each {@code package-info.java} below the root says, in a sentence of this form, which of the
     * module's other packages it uses: {@code Depends on nothing.} or {@code Depends on queue, space and worker.websocket.}
     * Names are what follows the root; one takes the packages below it in. The root itself, where the configuration is, and
     * other modules are not named. What is not said, what is said for nothing, and a description without the sentence fail.
     */
    public ModuleArchitecture tellingDependencies() {
        return new ModuleArchitecture(root, plainPackages, commandLinePackages, true);
    }

    /** A test for every rule. */
    public Stream<DynamicTest> tests() {
        var classes = new ClassFileImporter().importPath(Path.of("target", "classes"));
        var tests = new ArrayList<DynamicTest>();
        tests.add(DynamicTest.dynamicTest("the module's classes are looked at", () -> assertThat(classes)
                .anyMatch(type -> type.getPackageName().startsWith(root))));
        tests.add(DynamicTest.dynamicTest(
                "every package says what lives in it",
                () -> assertThat(PackageDescriptions.missingBelow(SOURCES)).isEmpty()));
        tests.add(DynamicTest.dynamicTest("no test class has over 300 lines", () -> assertThat(LongTests.below(TESTS))
                .isEmpty()));
        if (tellsDependencies) {
            tests.add(DynamicTest.dynamicTest("what a package says it depends on is what it uses", () -> assertThat(
                            new PackageDependencies(root, SOURCES).faults(classes))
                    .isEmpty()));
        }
        rules().forEach(rule -> tests.add(test(rule, classes)));
        return tests.stream();
    }

    private Stream<ArchRule> rules() {
        return Stream.of(
                ArchitectureRules.servicesDoNotKnowEachOther(PRODUCT),
                ArchitectureRules.contractsArePlainJava(PRODUCT),
                ArchitectureRules.arePlainJava(plainPackages),
                ArchitectureRules.routesNameTheirCallers(),
                ArchitectureRules.optionalIsOnlyReturned(),
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
