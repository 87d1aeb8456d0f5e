package dev.pulsegate.kubernetes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The settings that a service takes from the environment: those of its own configuration classes, of the classes that read
 * one by its name, and Quarkus' own.
 *
 * @param mappings our configuration classes
 * @param patterns what the names of variables may look like
 */
record KnownSettings(List<ConfigClass> mappings, List<Pattern> patterns) {

    /** What the Java virtual machine itself reads. */
    private static final Set<String> JAVA = Set.of("JAVA_TOOL_OPTIONS");

    /** Stands for the key of a map while the name around it becomes a variable's. */
    private static final String ANY_KEY = "ANYKEY";

    private static final Pattern BY_NAME = Pattern.compile("\"(amqp-[a-z-]+)\"");
    private static final String QUARKUS_CLASSES = "META-INF/quarkus-config-roots.list";

    KnownSettings {
        mappings = List.copyOf(mappings);
        patterns = List.copyOf(patterns);
    }

    /**
     * Those of a service.
     *
     * @param module its folder
     * @param packages the packages it consists of
     */
    static KnownSettings of(String module, List<String> packages) {
        var classes = new ClassFileImporter().importPackages(packages);
        var mappings = classes.stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .map(type -> ConfigClass.configClass(type.reflect()))
                .toList();
        var keys = keysOfMaps(module);
        var names = Stream.of(
                        mappings.stream().flatMap(KnownSettings::names),
                        classes.stream().flatMap(KnownSettings::readByName),
                        quarkusClasses().stream().flatMap(KnownSettings::names))
                .flatMap(each -> each)
                .map(name -> pattern(name, keys));
        return new KnownSettings(mappings, names.toList());
    }

    boolean know(String variable) {
        return JAVA.contains(variable)
                || patterns.stream()
                        .anyMatch(pattern -> pattern.matcher(variable).matches());
    }

    private static Stream<String> names(ConfigClass type) {
        return ConfigMappings.getProperties(type).keySet().stream();
    }

    private static Stream<String> readByName(JavaClass type) {
        var injected = Stream.concat(type.getConstructors().stream(), type.getMethods().stream())
                .flatMap(code -> code.getParameters().stream())
                .filter(parameter -> parameter.isAnnotatedWith(ConfigProperty.class))
                .map(parameter ->
                        parameter.getAnnotationOfType(ConfigProperty.class).name());
        return Stream.concat(injected, type.getPackageName().endsWith(".platform.broker") ? broker() : Stream.of());
    }

    /** The broker's address and account are not always injected; they are where their names stand. */
    private static Stream<String> broker() {
        return Repository.sourcesOf("platform/src/main/java/dev/pulsegate/platform/broker")
                .flatMap(source -> BY_NAME.matcher(source).results())
                .map(found -> found.group(1));
    }

    /**
     * The variable that a setting is read from. A member of a map, such as {@code quarkus.datasource.*.username}, is known
     * by the keys that the service itself has there, such as {@code auth}.
     */
    private static Pattern pattern(String name, Set<String> keys) {
        var key = keys.stream().map(KnownSettings::variable).collect(Collectors.joining("|", "(", ")"));
        return Pattern.compile(
                variable(name.replace("\"*\"", "*").replace("*", ANY_KEY)).replace(ANY_KEY, key));
    }

    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** The name of the service's datasource, and so of what hangs on it. */
    private static Set<String> keysOfMaps(String module) {
        var prefix = "quarkus.datasource.";
        return Repository.settingsOf(module).stringPropertyNames().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()).replaceFirst("\\..*", ""))
                .collect(Collectors.toSet());
    }

    private static List<ConfigClass> quarkusClasses() {
        var loader = Thread.currentThread().getContextClassLoader();
        var names = new HashSet<String>();
        try {
            for (var list : Collections.list(loader.getResources(QUARKUS_CLASSES))) {
                try (var lines = new BufferedReader(new InputStreamReader(list.openStream(), StandardCharsets.UTF_8))) {
                    lines.lines().forEach(names::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names.stream().flatMap(name -> usable(name, loader)).toList();
    }

    /** Nothing if it is of a part of an extension that is not here: then nobody can set it. */
    private static Stream<ConfigClass> usable(String name, ClassLoader loader) {
        try {
            var type = ConfigClass.configClass(Class.forName(name, false, loader));
            return type.getProperties().isEmpty() ? Stream.of() : Stream.of(type);
        } catch (ClassNotFoundException | LinkageError e) {
            return Stream.of();
        }
    }
}
