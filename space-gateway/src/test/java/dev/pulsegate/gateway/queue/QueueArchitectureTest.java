package dev.pulsegate.gateway.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** Which way the queue's arrows point, and that its states stand in one place. */
class QueueArchitectureTest {

    private static final String QUEUE = "dev.pulsegate.gateway.queue";

    /** The states of webhooks and files are others, and stand in columns named {@code state}. */
    private static final Pattern STATE_LITERAL = Pattern.compile(Arrays.stream(RequestState.values())
            .map(RequestState::wireName)
            .collect(Collectors.joining("|", "(?<!state = )'(", ")'")));

    @Test
    void roomsStandOnTheQueueAndNotTheQueueOnThem() {
        noClasses()
                .that()
                .resideInAPackage(QUEUE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(QUEUE + ".*..")
                .check(new ClassFileImporter().importPath(Path.of("target", "classes")));
    }

    @Test
    void noRoomKnowsAnother() {
        slices().matching(QUEUE + ".(*)..")
                .should()
                .notDependOnEachOther()
                .check(new ClassFileImporter().importPath(Path.of("target", "classes")));
    }

    @Test
    void noStatementWritesStatesByHand() throws IOException {
        assertThat(STATE_LITERAL.matcher("where r.status = 'queued'").find()).isTrue();
        var byHand = new ArrayList<String>();
        try (var sources = Files.walk(Path.of("src", "main", "java"))) {
            for (var source : sources.filter(Files::isRegularFile).toList()) {
                linesWithStates(source).forEach(line -> byHand.add(source.getFileName() + ": " + line.strip()));
            }
        }
        assertThat(byHand).isEmpty();
    }

    private static List<String> linesWithStates(Path source) throws IOException {
        return Files.readAllLines(source).stream()
                .filter(line -> STATE_LITERAL.matcher(line).find())
                .toList();
    }
}
