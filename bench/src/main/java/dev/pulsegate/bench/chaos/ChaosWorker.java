package dev.pulsegate.bench.chaos;

import java.net.URI;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.pulsegate.worker.WorkerClient;
import dev.pulsegate.worker.handler.RetryableException;
import dev.pulsegate.workerprotocol.InferenceRequest;

/** A worker in a process of its own, to be killed. What it sees it writes to its output. */
public final class ChaosWorker {

    private static final int CAPACITY = 4;

    private final String name;

    private ChaosWorker(String name) {
        this.name = name;
    }

    /**
     * Works until it is killed.
     *
     * @param arguments its kind, the gateway's address, the space's name, and its own
     */
    public static void main(String... arguments) throws InterruptedException {
        var gateway = URI.create(arguments[1]);
        var space = arguments[2];
        var worker = new ChaosWorker(arguments[3]);
        switch (WorkerKind.valueOf(arguments[0])) {
            case REFERENCE -> worker.serve(gateway, space);
            case SOCKET_IO -> new SocketIoChaosWorker(gateway, space, arguments[3]).serve();
        }
    }

    private void serve(URI gateway, String space) throws InterruptedException {
        try (var client = WorkerClient.to(gateway)
                .spaces(space)
                .capacity(CAPACITY)
                .name(name)
                .keepTryingWhenRefused(true)
                .handler((request, _) -> answer(request))
                .build()) {
            client.run();
        }
    }

    private ObjectNode answer(InferenceRequest request) throws Exception {
        var attempt = request.attempt();
        tell(new Sight.HandedOver(request.id(), attempt.number(), name));
        var behaviour = Behaviour.next();
        Thread.sleep(behaviour.time());
        return switch (behaviour) {
            case Behaviour.Complete _ -> {
                var mark = "%s/%s/%d".formatted(name, request.id(), attempt.number());
                tell(new Sight.Completing(request.id(), mark));
                yield JsonNodeFactory.instance.objectNode().put("mark", mark);
            }
            case Behaviour.Fail fail -> {
                tell(new Sight.Failing(request.id(), fail.retryable()));
                if (fail.retryable()) {
                    throw new RetryableException("another time, perhaps");
                }
                throw new IllegalArgumentException("not this one");
            }
        };
    }

    /** Writes down what is about to be done; whole lines, as several threads do. */
    static synchronized void tell(Sight sight) {
        System.out.println(WorkerLines.write(sight));
        System.out.flush();
    }
}
