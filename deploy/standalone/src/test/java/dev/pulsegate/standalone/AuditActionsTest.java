package dev.pulsegate.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.pulsegate.platform.audit.AuditAction;
import dev.pulsegate.platform.audit.AuditOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the audit log may hold is told to operators, and called something in each language of the app. */
class AuditActionsTest {

    private static final Path ROOT = Path.of("../..");
    private static final int LANGUAGES = 3;

    private static long occurrences(String file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(ROOT.resolve(file)))
                .results()
                .count();
    }

    @Test
    void eachStandsInTheDocumentationAndInTheApp() throws IOException {
        for (var action : AuditAction.values()) {
            assertThat(occurrences("docs/operations.md", "`" + action + "`"))
                    .as(action.name())
                    .isPositive();
        }
        var names = Stream.concat(
                        Stream.of(AuditAction.values()).map(Enum::name),
                        Stream.of(AuditOutcome.values()).map(Enum::name))
                .toList();
        for (var name : names) {
            assertThat(occurrences("web/src/main/web/manage/audit-messages.ts", "\\b" + name + ": '"))
                    .as(name)
                    .isEqualTo(LANGUAGES);
        }
    }
}
