package dev.pulsegate.gateway.worker;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.pulsegate.platform.socket.SocketClose;
import dev.pulsegate.workerprotocol.CloseCode;

import static org.assertj.core.api.Assertions.assertThat;

class CloseCodesTest {

    @Test
    void whateverASocketIsClosedWithTheProtocolKnows() {
        assertThat(Stream.of(SocketClose.values()).map(SocketClose::code))
                .allSatisfy(code -> assertThat(CloseCode.of(code)).isPresent());
    }
}
