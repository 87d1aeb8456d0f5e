package dev.pulsegate.testkit.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;

/**
 * Holds what a package's description says of its dependencies against what its classes use. In every
 * {@code package-info.java} stands one sentence, {@code Depends on nothing.} or {@code Depends on queue, space and
 * worker.websocket.}, that names other packages of the same module by what follows the module's top-most package. A name
 * takes the packages below it in. The top-most package itself, where configuration is, needs no naming, nor do other modules.
 *
 * <p>What a package uses is what its classes refer to and what its sources import: of a constant that the compiler copies only
 * the import is left, of a type that {@code var} stands for only the reference.
 */
final class PackageDependencies {

    private static final String NAME = "[a-z][a-z0-9]*(?:\\.[a-z][a-z0-9]*)*";

    private static final Pattern SENTENCE =
            Pattern.compile("Depends on (nothing|%1$s(?:, %1$s)*(?: and %1$s)?)\\.(?=\\s|$)".formatted(NAME));

    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?(%s)\\.[A-Z]".formatted(NAME), Pattern.MULTILINE);

    private final String root;
    private final Path sources;

    /**
     * @param root the module's top-most package
     * @param sources the folder of its sources
     */
    PackageDependencies(String root, Path sources) {
        this.root = root;
        this.sources = sources;
    }

    /** What is wrong with the descriptions of these classes' packages, a sentence each; none is wrong if empty. */
    List<String> faults(Iterable<JavaClass> classes) throws IOException {
        var used = new TreeMap<String, Set<String>>();
        for (var type : classes) {
            if (isBelowRoot(type.getPackageName())) {
                used.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                        .addAll(usedBy(type));
            }
        }
        var faults = new ArrayList<String>();
        for (var each : used.entrySet()) {
            each.getValue().addAll(importedBy(each.getKey()));
            compare(each.getKey(), each.getValue(), faults);
        }
        return faults;
    }

    private List<String> usedBy(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType)
                .map(JavaClass::getPackageName)
                .filter(target -> isBelowRoot(target) && !target.equals(type.getPackageName()))
                .map(this::shortName)
                .toList();
    }

    private List<String> importedBy(String packageName) throws IOException {
        var imported = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(folder(packageName), "*.java")) {
            for (var file : files) {
                IMPORT.matcher(Files.readString(file))
                        .results()
                        .map(found -> found.group(1))
                        .filter(target -> isBelowRoot(target) && !target.equals(packageName))
                        .map(this::shortName)
                        .forEach(imported::add);
            }
        }
        return imported;
    }

    private Path folder(String packageName) {
        return sources.resolve(packageName.replace('.', '/'));
    }

    private boolean isBelowRoot(String packageName) {
        return packageName.startsWith(root + ".");
    }

    private String shortName(String packageName) {
        return packageName.substring(root.length() + 1);
    }

    private void compare(String packageName, Set<String> used, List<String> faults) throws IOException {
        var sentence = SENTENCE.matcher(description(packageName));
        if (!sentence.find()) {
            faults.add(shortName(packageName) + " does not say \"Depends on …\"; it uses " + used);
            return;
        }
        var said = Stream.of(sentence.group(1).split(", | and "))
                .filter(name -> !name.equals("nothing"))
                .toList();
        for (var name : used) {
            if (said.stream().noneMatch(covering -> covers(covering, name))) {
                faults.add(shortName(packageName) + " uses " + name + " and does not say so");
            }
        }
        for (var name : said) {
            if (used.stream().noneMatch(covered -> covers(name, covered))) {
                faults.add(shortName(packageName) + " says it depends on " + name + " and does not use it");
            }
        }
        if (sentence.find()) {
            faults.add(shortName(packageName) + " says twice what it depends on");
        }
    }

    private static boolean covers(String said, String used) {
        return used.equals(said) || used.startsWith(said + ".");
    }

    /** The description as running text. */
    private String description(String packageName) throws IOException {
        var file = folder(packageName).resolve("package-info.java");
        return Files.exists(file)
                ? Files.readString(file).replaceAll("\\R \\*/?", " ").replaceAll("\\s+", " ")
                : "";
    }
}
