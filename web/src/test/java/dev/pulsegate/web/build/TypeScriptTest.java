package dev.pulsegate.web.build;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Element;

import static org.assertj.core.api.Assertions.assertThat;

/** The tests written in TypeScript, in {@code src/test/web}: Deno runs them, and each is reported here. */
class TypeScriptTest {

    @TestFactory
    Stream<DynamicTest> passes() throws Exception {
        var module = Path.of(System.getProperty("web.folder"));
        var report = module.resolve("target/typescript-tests.xml");
        var ended = Tools.installed(module)
                .deno(List.of("test", "--no-remote", "--no-check", "--junit-path=" + report, "src/test/web"));

        var cases = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getElementsByTagName("testcase");
        assertThat(cases.getLength()).as(ended.printed()).isPositive();
        return IntStream.range(0, cases.getLength())
                .mapToObj(i -> (Element) cases.item(i))
                .map(TypeScriptTest::reported);
    }

    private static DynamicTest reported(Element testCase) {
        var failures = testCase.getElementsByTagName("failure");
        return DynamicTest.dynamicTest(testCase.getAttribute("name"), () -> assertThat(failures.getLength())
                .as(() -> failures.item(0).getTextContent())
                .isZero());
    }
}
