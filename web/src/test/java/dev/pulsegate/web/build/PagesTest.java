package dev.pulsegate.web.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The finished pages, as the jar has them. */
class PagesTest {

    private static final Path PAGES = Path.of(System.getProperty("web.pages"));
    private static final Path SOURCES = Path.of(System.getProperty("web.folder"), "src/main/web");

    @Test
    void thePageLoadsOnlyFilesThatAreThereAndNamedAfterTheirContent() throws IOException {
        var page = Files.readString(PAGES.resolve("index.html"));
        var loaded = Pattern.compile("(?:href|src|content)=\"/([^\"]+)\"")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(loaded).hasSizeGreaterThan(2).allSatisfy(path -> assertThat(PAGES.resolve(path))
                .isRegularFile());
        assertThat(loaded)
                .filteredOn(path -> path.startsWith("app/"))
                .allMatch(path -> path.matches("app/[\\w-]+-[A-Z0-9]{8}\\.(js|css)"));
        assertThat(page).doesNotContain("{", "://");
    }

    /** The page's policy forbids them, so they would be silently without effect. */
    @Test
    void noTemplateHasAStyleAttributeOrAnInlineHandler() throws IOException {
        assertThat(sources(".ts")).isNotEmpty().allSatisfy(file -> assertThat(Files.readString(file))
                .doesNotContainPattern("\\sstyle=|\\son(click|input|change)="));
    }

    @Test
    void nothingIsLoadedFromElsewhere() throws IOException {
        for (var file : sources(".ts", ".css", ".html")) {
            assertThat(Files.readString(file).replace("http://www.w3.org/2000/svg", ""))
                    .as(file.toString())
                    .doesNotContainPattern("https?://");
        }
    }

    private static List<Path> sources(String... endings) throws IOException {
        try (var files = Files.walk(SOURCES)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> List.of(endings).stream().anyMatch(file.toString()::endsWith))
                    .toList();
        }
    }
}
