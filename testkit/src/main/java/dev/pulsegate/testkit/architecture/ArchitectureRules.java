package dev.pulsegate.testkit.architecture;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The rules one by one. A rule about code that a module does not have holds there. */
public final class ArchitectureRules {

    private static final List<String> SERVICES = List.of("auth", "ecg", "gateway");

    private static final String[] FRAMEWORKS = {
        "io.quarkus..",
        "io.quarkiverse..",
        "jakarta..",
        "io.vertx..",
        "io.netty..",
        "io.smallrye..",
        "io.micrometer..",
        "org.eclipse.microprofile..",
        "org.hibernate.."
    };

    private static final String[] INJECTIONS = {
        "jakarta.inject.Inject",
        "org.eclipse.microprofile.config.inject.ConfigProperty",
        "org.eclipse.microprofile.reactive.messaging.Channel"
    };

    private ArchitectureRules() {}

    /**
     * No service uses another's classes, and what they share uses none of theirs.
     *
     * @param product the package that holds the services' packages
     */
    static ArchRule servicesDoNotKnowEachOther(String product) {
        var ofServices = below(product, SERVICES);
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(product + ".platform..", product + ".contracts..", product + ".socketio..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ofServices)
                .allowEmptyShould(true);
        for (var service : SERVICES) {
            var others =
                    SERVICES.stream().filter(other -> !other.equals(service)).toList();
            rule = CompositeArchRule.of(rule)
                    .and(noClasses()
                            .that()
                            .resideInAPackage(product + "." + service + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(below(product, others))
                            .allowEmptyShould(true));
        }
        return rule.because("services meet in messages and tokens only");
    }

    /**
     * The contracts use nothing but the Java class library.
     *
     * @param product the package that holds {@code contracts}
     */
    static ArchRule contractsArePlainJava(String product) {
        return ArchRuleDefinition.classes()
                .that()
                .resideInAPackage(product + ".contracts..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", product + ".contracts..")
                .because("whatever reads a contract must not take a framework with it")
                .allowEmptyShould(true);
    }

    /**
     * Signal processing, formats, codecs and queue rules use no framework.
     *
     * @param packages the packages meant, with all below them
     */
    static ArchRule arePlainJava(Collection<String> packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages.stream().map(name -> name + "..").toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .because("they are tested and reused without a container")
                .allowEmptyShould(true);
    }

    /** What a class needs, its constructor says. */
    static ArchRule nothingIsInjectedIntoFields() {
        ArchRule rule = noFields().should().beAnnotatedWith(INJECTIONS[0]).allowEmptyShould(true);
        for (var injection : Arrays.asList(INJECTIONS).subList(1, INJECTIONS.length)) {
            rule = CompositeArchRule.of(rule)
                    .and(noFields().should().beAnnotatedWith(injection).allowEmptyShould(true));
        }
        return rule.because("what a class needs, its constructor says");
    }

    /**
     * Only command lines write to the console.
     *
     * @param commandLines the packages of command lines, with all below them
     */
    static ArchRule onlyCommandLinesWriteToTheConsole(Collection<String> commandLines) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(commandLines.toArray(String[]::new))
                .should(ACCESS_STANDARD_STREAMS)
                .because("the log is the one place to look")
                .allowEmptyShould(true);
    }

    /** One logging interface: JBoss Logging, which carries the request id. */
    static ArchRule nothingLogsWithJavaUtilLogging() {
        return noClasses().should(USE_JAVA_UTIL_LOGGING).allowEmptyShould(true);
    }

    /** A static field is a constant. */
    static ArchRule nothingIsStaticAndMutable() {
        return fields().that().areStatic().should().beFinal().allowEmptyShould(true);
    }

    /** Records end up in log lines and messages of exceptions, and so does what they show. */
    static ArchRule recordsHideTheirSecrets() {
        return ArchRuleDefinition.classes()
                .that()
                .areRecords()
                .should(new HidesItsSecrets())
                .allowEmptyShould(true);
    }

    /** A name says what a class is, not that it implements something. */
    static ArchRule nothingIsNamedImpl() {
        return noClasses().should().haveSimpleNameEndingWith("Impl").allowEmptyShould(true);
    }

    /**
     * Features do not depend on each other in a circle.
     *
     * @param root the package whose sub-packages are the features
     */
    static ArchRule featuresAreFreeOfCycles(String root) {
        return slices().matching(root + ".(*)..")
                .namingSlices("$1")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }

    private static String[] below(String product, Collection<String> names) {
        return names.stream().map(name -> product + "." + name + "..").toArray(String[]::new);
    }
}
