package dev.pulsegate.socketio.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Throws random and mutated input at the codec and at sessions: what comes of it is a packet, a refusal or an orderly end,
 * never another exception, never something left behind. {@code -Dsocketio.fuzz.count} says how much,
 * {@code -Dsocketio.fuzz.seed} what.
 */
@Timeout(600)
class FuzzTest {

    private static final int COUNT = Integer.getInteger("socketio.fuzz.count", 100_000);
    private static final long SEED = Long.getLong("socketio.fuzz.seed", 4);

    private static final List<String> SAMPLES = List.of(
            "4hello",
            "4test1\u001e4test2\u001e4test3",
            "4hello\u001ebAQIDBA==",
            "2probe",
            "3",
            "3probe",
            "5",
            "6",
            "1",
            "0{\"sid\":\"x\"}",
            "4€🫀\u001e4[\"event\",{\"a\":1}]",
            "b",
            "4");

    private final Random random = new Random(SEED);

    @Test
    void whateverComesIsPacketsOrMalformed() {
        int malformed = 0;
        for (int i = 0; i < COUNT; i++) {
            try {
                var reader = new PayloadReader(input());
                while (reader.hasNext()) {
                    readBack(reader.next());
                }
            } catch (MalformedPacketException e) {
                malformed++;
            }
        }
        assertThat(malformed).isBetween(COUNT / 100, COUNT - COUNT / 100);
    }

    /** What was read, written and read again, is the same. */
    private static void readBack(Packet packet) throws MalformedPacketException {
        var text = PacketCodec.text(packet);
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize((int) PacketCodec.textSize(packet));
        var again = PacketCodec.decode(text);
        if (packet instanceof Message.Binary(var bytes)) {
            assertThat(((Message.Binary) again).bytes()).isEqualTo(bytes);
        } else {
            assertThat(again).isEqualTo(packet);
        }
    }

    private byte[] input() {
        return switch (random.nextInt(4)) {
            case 0 -> noise();
            case 1 -> sample();
            default -> mutated(sample());
        };
    }

    private byte[] noise() {
        var bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] sample() {
        return SAMPLES.get(random.nextInt(SAMPLES.size())).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] mutated(byte[] bytes) {
        for (int change = random.nextInt(4); change >= 0; change--) {
            bytes = switch (random.nextInt(3)) {
                case 0 -> flipped(bytes);
                case 1 -> joined(bytes, random.nextBoolean() ? sample() : noise());
                default -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            };
        }
        return bytes;
    }

    private byte[] flipped(byte[] bytes) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var joined = Arrays.copyOf(first, first.length + 1 + second.length);
        joined[first.length] = (byte) PayloadWriter.SEPARATOR;
        System.arraycopy(second, 0, joined, first.length + 1, second.length);
        return joined;
    }

    @Test
    void whateverHappensToSessionsTheyEndAndLeaveNothingBehind() {
        var bench = new EngineBench();
        var clients = new ArrayList<FuzzedClient>();
        int opened = 0;
        for (int i = 0; i < COUNT; i++) {
            if (clients.size() < Settings.MAX_PER_ADDRESS) {
                clients.add(new FuzzedClient(bench, random, this::input));
                opened++;
            }
            var client = clients.get(random.nextInt(clients.size()));
            client.doSomething();
            if (random.nextInt(10) == 0) {
                bench.pass(Duration.ofMillis(random.nextInt(3000)));
            }
            if (client.isForgotten() || random.nextInt(1000) == 0) {
                client.leave();
                clients.remove(client);
            }
            bench.received.clear();
        }
        clients.forEach(FuzzedClient::leave);
        bench.pass(Settings.PING_INTERVAL.plus(Settings.PING_TIMEOUT).plus(Settings.CLOSE_GRACE));
        assertThat(bench.failures).isEmpty();
        assertThat(bench.server.sessions()).isZero();
        assertThat(bench.closed).hasSize(opened);
    }
}
