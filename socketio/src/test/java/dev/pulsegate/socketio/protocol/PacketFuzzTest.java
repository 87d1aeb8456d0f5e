package dev.pulsegate.socketio.protocol;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.pulsegate.socketio.engine.Message;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code -Dsocketio.fuzz.count} says how many packets, {@code -Dsocketio.fuzz.seed} which. */
class PacketFuzzTest {

    private static final int PACKETS = Integer.getInteger("socketio.fuzz.count", 100_000);
    private static final long SEED = Long.getLong("socketio.fuzz.seed", 4);
    private static final PacketLimits LIMITS = PacketLimits.defaults();

    private final PacketReader reader = new PacketReader(LIMITS);
    private final PacketWriter writer = new PacketWriter(LIMITS);
    private PacketAssembler assembler = new PacketAssembler(LIMITS);
    private int read;
    private int malformed;

    @Test
    void readsOrRefusesWhateverComes() throws Exception {
        var fuzz = new PacketFuzz(SEED);
        for (int i = 0; i < PACKETS; i++) {
            for (var message : fuzz.next()) {
                take(message);
            }
        }
        assertThat(read).isGreaterThan(PACKETS / 4);
        assertThat(malformed).isGreaterThan(PACKETS / 10);
    }

    private void take(Message message) throws MalformedPacketException {
        Optional<Packet> packet;
        try {
            var received = assembler.add(message);
            packet = received.isPresent() ? Optional.of(reader.read(received.get())) : Optional.empty();
        } catch (MalformedPacketException e) {
            malformed++;
            assembler = new PacketAssembler(LIMITS);
            return;
        }
        if (packet.isPresent()) {
            read++;
            writesAgain(packet.get());
        }
    }

    private void writesAgain(Packet packet) throws MalformedPacketException {
        var messages = writer.write(packet);
        var own = new PacketAssembler(LIMITS);
        Optional<ReceivedPacket> again = Optional.empty();
        for (var message : messages) {
            assertThat(again).isEmpty();
            again = own.add(message);
        }
        var written = writer.write(reader.read(again.orElseThrow()));
        assertThat(written).hasSameSizeAs(messages).first().isEqualTo(messages.getFirst());
    }
}
