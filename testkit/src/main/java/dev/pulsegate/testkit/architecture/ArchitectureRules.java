package dev.pulsegate.testkit.architecture;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
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

    private static final List<String> CALLERS =
            List.of("dev.pulsegate.platform.caller.CallableBy", "dev.pulsegate.platform.caller.CallableByAnyone");

    private static final DescribedPredicate<JavaAnnotation<?>> OTHER_WAYS = DescribedPredicate.describe(
            "a way of saying who may call other than CallableBy",
            annotation -> annotation.getRawType().getPackageName().equals("jakarta.annotation.security")
                    || annotation.getRawType().getName().equals("io.quarkus.security.Authenticated"));

    private static final ArchCondition<JavaMethod> NAME_THEIR_CALLERS =
            ArchCondition.from(DescribedPredicate.describe("name their callers", method -> CALLERS.stream()
                    .anyMatch(each ->
                            method.isAnnotatedWith(each) || method.getOwner().isAnnotatedWith(each))));

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

    /** An answer may be absent; what goes in or is kept says so in another way. */
    static ArchRule optionalIsOnlyReturned() {
        return classes().should(new ReturnsOptionalOnly()).allowEmptyShould(true);
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

    /** Every route and socket says who may call it, and all say it in one way. */
    static ArchRule routesNameTheirCallers() {
        return CompositeArchRule.of(methods()
                        .that()
                        .areMetaAnnotatedWith("jakarta.ws.rs.HttpMethod")
                        .should(NAME_THEIR_CALLERS)
                        .allowEmptyShould(true))
                .and(classes()
                        .that()
                        .areAnnotatedWith("io.quarkus.websockets.next.WebSocket")
                        .should()
                        .beAnnotatedWith(CALLERS.getFirst())
                        .allowEmptyShould(true))
                .and(noMethods().should().beAnnotatedWith(OTHER_WAYS).allowEmptyShould(true))
                .and(noClasses().should().beAnnotatedWith(OTHER_WAYS).allowEmptyShould(true))
                .because("a route that says nothing takes nobody, and there is one place to look");
    }

    private static String[] below(String product, Collection<String> names) {
        return names.stream().map(name -> product + "." + name + "..").toArray(String[]::new);
    }
}
