package dev.pulsegate.standalone.channel;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import org.junit.jupiter.api.Test;

import dev.pulsegate.contracts.AuditEvent;
import dev.pulsegate.contracts.LogLevels;
import dev.pulsegate.contracts.RequestChanged;
import dev.pulsegate.contracts.SessionRevoked;
import dev.pulsegate.contracts.SpaceOperators;
import dev.pulsegate.contracts.StreamOwner;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/channels.md says of each channel what the services' configuration and the contracts say. */
class ChannelsDocTest {

    private static final Path ROOT = Path.of("../..");
    private static final Map<String, Class<? extends Record>> MESSAGES = Map.of(
            SessionRevoked.CHANNEL, SessionRevoked.class,
            RequestChanged.CHANNEL, RequestChanged.class,
            SpaceOperators.CHANNEL, SpaceOperators.class,
            StreamOwner.CHANNEL, StreamOwner.class,
            AuditEvent.CHANNEL, AuditEvent.class,
            LogLevels.CHANNEL, LogLevels.class);

    private static final Pattern KEY =
            Pattern.compile("mp\\.messaging\\.(outgoing|incoming)\\.([a-z-]+)-(out|in)\\.(.+)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static Properties read(String file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(ROOT.resolve(file))) {
            properties.load(reader);
        }
        return properties;
    }

    /** Settings by end, such as {@code space-operators-in}, and name. */
    private static Map<String, Map<String, String>> ends(String... files) throws IOException {
        var ends = new TreeMap<String, Map<String, String>>();
        for (var file : files) {
            read(file).forEach((key, value) -> Optional.of(KEY.matcher(key.toString()))
                    .filter(Matcher::matches)
                    .ifPresent(
                            match -> ends.computeIfAbsent(match.group(2) + "-" + match.group(3), end -> new TreeMap<>())
                                    .put(match.group(4), value.toString())));
        }
        return ends;
    }

    private static Map<String, Map<String, String>> services() throws IOException {
        return ends(Stream.of("platform", "auth-service", "ecg-service", "space-gateway")
                .map(module -> module + "/src/main/resources/META-INF/microprofile-config.properties")
                .toArray(String[]::new));
    }

    /** Cells by channel, of the table that has a column of this name. */
    private static Map<String, List<String>> table(String column) throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/channels.md")).stream()
                .dropWhile(line -> !line.startsWith("|") || !line.contains("| " + column + " |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> List.of(line.substring(1).split("\\|")))
                .collect(Collectors.toMap(cells -> code(cells.getFirst()).getFirst(), Function.identity()));
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell).results().map(match -> match.group(1)).toList();
    }

    @Test
    void eachChannelStandsThereAsItIsConfigured() throws IOException {
        var table = table("kept by the broker");
        var services = services();
        assertThat(table).containsOnlyKeys(MESSAGES.keySet());
        var ends = new TreeSet<String>();
        for (var row : table.entrySet()) {
            var channel = row.getKey();
            var kept = row.getValue().get(2);
            var out = services.get(channel + "-out");
            var in = services.get(channel + "-in");
            ends.addAll(List.of(channel + "-out", channel + "-in"));
            for (var end : List.of(out, in)) {
                assertThat(end)
                        .containsEntry("address", channel)
                        .containsEntry("connector", "pulsegate-amqp")
                        .containsEntry("capabilities", row.getValue().get(1).strip());
            }
            assertThat(out).containsEntry("durable", String.valueOf(kept.contains("on disk")));
            assertThat(Stream.ofNullable(in.get("subscription")).toList()).isEqualTo(code(kept));
            assertThat(in.get("dead-letters")).isEqualTo(kept.contains("on disk") ? "DLQ." + channel : null);
        }
        assertThat(services.keySet()).isEqualTo(ends);
    }

    @Test
    void eachMessageStandsThereWithItsMembers() throws IOException {
        var table = table("message");
        assertThat(table).containsOnlyKeys(MESSAGES.keySet());
        MESSAGES.forEach((channel, message) -> {
            assertThat(code(table.get(channel).getFirst())).containsExactly(channel, message.getSimpleName());
            assertThat(code(table.get(channel).get(1))).containsAll(members(message));
        });
        assertThat(code(table.get(RequestChanged.CHANNEL).get(1))).containsAll(members(RequestChanged.Change.class));
    }

    private static List<String> members(Class<? extends Record> message) {
        var names = new SnakeCaseStrategy();
        return Arrays.stream(message.getRecordComponents())
                .map(RecordComponent::getName)
                .map(names::translate)
                .toList();
    }

    @Test
    void inOneProcessAllOfThemAreInMemory() throws IOException {
        var standalone = ends("deploy/standalone/src/main/resources/application.properties");
        assertThat(standalone.keySet()).isEqualTo(services().keySet());
        assertThat(standalone.values())
                .allSatisfy(end -> assertThat(end).isEqualTo(Map.of("connector", MemoryConnector.NAME)));
    }
}
