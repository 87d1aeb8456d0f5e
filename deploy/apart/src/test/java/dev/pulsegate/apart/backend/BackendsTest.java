package dev.pulsegate.apart.backend;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.pulsegate.apart.route.Service;

import static org.assertj.core.api.Assertions.assertThat;

class BackendsTest {

    private final Backend one = ready(Service.GATEWAY, "space-gateway-1");
    private final Backend two = ready(Service.GATEWAY, "space-gateway-2");
    private final Backend three = ready(Service.GATEWAY, "space-gateway-3");
    private final Backends backends = new Backends(List.of(ready(Service.AUTH, "auth-service-1"), one, two, three));

    private static Backend ready(Service service, String name) {
        var backend = new Backend(service, name, 1);
        backend.setReady(true);
        return backend;
    }

    @Test
    void readyReplicasOfTheServiceTakeTurns() {
        var firsts = new HashSet<Backend>();
        for (int i = 0; i < 3; i++) {
            var order = backends.inTurn(Service.GATEWAY);
            assertThat(order).containsExactlyInAnyOrder(one, two, three);
            firsts.add(order.getFirst());
        }
        assertThat(firsts).containsExactlyInAnyOrder(one, two, three);
    }

    @Test
    void whatIsNotReadyIsNotAsked() {
        two.setReady(false);
        assertThat(backends.inTurn(Service.GATEWAY)).containsExactlyInAnyOrder(one, three);
        one.begin(2);
        assertThat(backends.inTurn(Service.GATEWAY)).containsExactly(three);
        assertThat(backends.inTurn(Service.ECG)).isEmpty();
    }

    @Test
    void onlyTheClientsOfAReplicaThatGoesMove() {
        var clients = IntStream.range(0, 60).mapToObj(i -> "192.0.2." + i).toList();
        var before = clients.stream().map(this::first).toList();
        assertThat(before).contains(one, two, three);

        two.setReady(false);

        for (int i = 0; i < clients.size(); i++) {
            if (before.get(i).equals(two)) {
                assertThat(first(clients.get(i))).isIn(one, three);
            } else {
                assertThat(first(clients.get(i))).isEqualTo(before.get(i));
            }
        }
    }

    private Backend first(String client) {
        return backends.sameFirst(Service.GATEWAY, client).getFirst();
    }
}
