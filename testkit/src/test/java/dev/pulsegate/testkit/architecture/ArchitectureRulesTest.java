package dev.pulsegate.testkit.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A rule that cannot fail guards nothing: each is shown code that breaks it. */
class ArchitectureRulesTest {

    private static final String FIXTURE = ArchitectureRulesTest.class.getPackageName() + ".fixture";

    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(FIXTURE);

    static Stream<Arguments> rulesAndWhatBreaksThem() {
        return Stream.of(
                Arguments.of(ArchitectureRules.servicesDoNotKnowEachOther(FIXTURE), "UsesAnotherService"),
                Arguments.of(ArchitectureRules.contractsArePlainJava(FIXTURE), "CarriesAFramework"),
                Arguments.of(ArchitectureRules.arePlainJava(List.of(FIXTURE + ".plain")), "UsesAFramework"),
                Arguments.of(ArchitectureRules.nothingIsInjectedIntoFields(), "FieldInjected"),
                Arguments.of(ArchitectureRules.onlyCommandLinesWriteToTheConsole(List.of("other..")), "Prints"),
                Arguments.of(ArchitectureRules.nothingLogsWithJavaUtilLogging(), "LogsElsewhere"),
                Arguments.of(ArchitectureRules.nothingIsStaticAndMutable(), "Counts"),
                Arguments.of(ArchitectureRules.nothingIsNamedImpl(), "ServiceImpl"),
                Arguments.of(ArchitectureRules.optionalIsOnlyReturned(), "KeepsAnOptional"),
                Arguments.of(ArchitectureRules.optionalIsOnlyReturned(), "TakesAnOptional"),
                Arguments.of(ArchitectureRules.recordsHideTheirSecrets(), "ShowsItsSecret"),
                Arguments.of(ArchitectureRules.featuresAreFreeOfCycles(FIXTURE + ".cycle"), "First"));
    }

    @ParameterizedTest
    @MethodSource("rulesAndWhatBreaksThem")
    void aRuleFindsWhatBreaksItAndLetsSoundCodePass(ArchRule rule, String offender) {
        var sound = new ClassFileImporter().importPackages(FIXTURE + ".sound");

        assertThatThrownBy(() -> rule.check(CLASSES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(offender);
        assertThatCode(() -> rule.check(sound)).doesNotThrowAnyException();
    }

    @Test
    void aCommandLineMayWriteToTheConsole() {
        var rule = ArchitectureRules.onlyCommandLinesWriteToTheConsole(List.of(FIXTURE + ".console"));

        assertThatCode(() -> rule.check(CLASSES)).doesNotThrowAnyException();
    }

    /** Of the two packages each uses the other. */
    @Test
    void aDescriptionThatDoesNotSayWhatAPackageUsesIsFound(@TempDir Path sources) throws Exception {
        describe(sources, "a", "Holds the first. Depends on\n * b.");
        describe(sources, "b", "Depends on nothing.");

        assertThat(faults(sources)).containsExactly("b uses a and does not say so");
    }

    @Test
    void aDescriptionThatSaysMoreThanAPackageUsesIsFound(@TempDir Path sources) throws Exception {
        describe(sources, "a", "Depends on b and c.");
        describe(sources, "b", "Depends on a.");

        assertThat(faults(sources)).containsExactly("a says it depends on c and does not use it");
    }

    @Test
    void aConstantThatIsImportedIsUsed(@TempDir Path sources) throws Exception {
        describe(sources, "a", "Depends on b and c.");
        describe(sources, "b", "Depends on a.");
        Files.writeString(
                folder(sources, "a").resolve("First.java"), "import static " + FIXTURE + ".cycle.c.Third.LIMIT;\n");

        assertThat(faults(sources)).isEmpty();
    }

    @Test
    void aDescriptionThatSaysNothingOfDependenciesIsFound(@TempDir Path sources) throws Exception {
        describe(sources, "a", "Depends on the other one.");
        describe(sources, "b", "Holds the second.");

        assertThat(faults(sources))
                .containsExactly(
                        "a does not say \"Depends on …\"; it uses [b]", "b does not say \"Depends on …\"; it uses [a]");
    }

    private static List<String> faults(Path sources) throws Exception {
        return new PackageDependencies(FIXTURE + ".cycle", sources).faults(CLASSES);
    }

    private static Path folder(Path sources, String name) {
        return sources.resolve((FIXTURE + ".cycle." + name).replace('.', '/'));
    }

    private static void describe(Path sources, String name, String description) throws Exception {
        var folder = Files.createDirectories(folder(sources, name));
        Files.writeString(folder.resolve("package-info.java"), "/**\n * " + description + "\n */\npackage x;\n");
    }

    @Test
    void aPackageWithoutADescriptionIsFound(@TempDir Path sources) throws Exception {
        var described = Files.createDirectories(sources.resolve("a/described"));
        Files.writeString(described.resolve("package-info.java"), "/** Says it. */\npackage a.described;\n");
        Files.writeString(described.resolve("A.java"), "");
        var silent = Files.createDirectories(sources.resolve("a/silent"));
        Files.writeString(silent.resolve("B.java"), "");
        var empty = Files.createDirectories(sources.resolve("a/empty"));
        Files.writeString(empty.resolve("package-info.java"), "package a.empty;\n");

        assertThat(PackageDescriptions.missingBelow(sources)).containsExactly(empty, silent);
    }
}
