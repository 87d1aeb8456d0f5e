package dev.pulsegate.kubernetes;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** The broker that comes along is set to what {@code docs/channels.md} says the channels need. */
@ExtendWith(Installations.Rendered.class)
class BrokerSettingsTest {

    private static final Pattern ADDRESSES =
            Pattern.compile("(?s)<address-setting match=\"#\">(.*?)</address-setting>");
    private static final Pattern SETTING = Pattern.compile("<([a-z-]+)>([^<]+)</\\1>");
    private static final Pattern PERMISSION = Pattern.compile("<permission type=\"(\\w+)\"");
    private static final Pattern NEEDED = Pattern.compile("The services' role needs ([^.]+)\\.");
    private static final Pattern CODE = Pattern.compile("`(\\w+)`");

    @Test
    void itKeepsMessagesAsTheChannelsNeedIt(Installations installations) {
        var documented = settings(Repository.read("docs/channels.md"));

        assertThat(settings(broker(installations.local())))
                .containsExactlyInAnyOrderEntriesOf(documented)
                .containsEntry("max-delivery-attempts", "-1");
    }

    @Test
    void anotherSettingIsNoticed(Installations installations) {
        var documented = settings(Repository.read("docs/channels.md"));
        var other = broker(installations.local()).replace("<max-delivery-attempts>-1<", "<max-delivery-attempts>10<");

        assertThat(settings(other)).isNotEqualTo(documented);
    }

    @Test
    void itLetsTheServicesDoWhatTheyNeedAndNoMore(Installations installations) {
        var needed = NEEDED.matcher(Repository.read("docs/channels.md"));
        assertThat(needed.find()).isTrue();

        assertThat(PERMISSION.matcher(broker(installations.local())).results().map(found -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(CODE.matcher(needed.group(1))
                        .results()
                        .map(found -> found.group(1))
                        .toList());
    }

    private static String broker(Manifests manifests) {
        var name = Manifests.elements(manifests.workload("broker").pod().path("volumes"))
                .map(volume -> volume.at("/configMap/name").asText())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseThrow();
        return manifests.get("ConfigMap", name).path("data").path("broker.xml").asText();
    }

    private static Map<String, String> settings(String text) {
        var addresses = ADDRESSES.matcher(text);
        assertThat(addresses.find()).isTrue();
        return SETTING.matcher(addresses.group(1))
                .results()
                .collect(Collectors.toMap(
                        found -> found.group(1), found -> found.group(2), (one, other) -> other, TreeMap::new));
    }
}
