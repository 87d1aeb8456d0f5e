package dev.pulsegate.gateway.file;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UploadPlacesTest {

    private final UUID ada = UUID.randomUUID();
    private final UUID ben = UUID.randomUUID();
    private final UploadPlaces places = new UploadPlaces(3, 2);

    @Test
    void anAccountLeavesRoomForOthers() {
        assertThat(places.take(ada)).isTrue();
        assertThat(places.take(ada)).isTrue();
        assertThat(places.take(ada)).isFalse();
        assertThat(places.take(ben)).isTrue();
        assertThat(places.take(ben)).isFalse();
    }

    @Test
    void aPlaceGivenBackCanBeTakenAgain() {
        places.take(ada);
        places.take(ada);
        places.take(ada);
        places.giveBack(ada);

        assertThat(places.take(ada)).isTrue();
        assertThat(places.take(ada)).isFalse();
        places.giveBack(ada);
        places.giveBack(ada);
        assertThat(places.take(ben)).isTrue();
        assertThat(places.take(ben)).isTrue();
    }
}
