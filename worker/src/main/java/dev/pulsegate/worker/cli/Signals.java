package dev.pulsegate.worker.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Ctrl+C and SIGTERM, each as often as they come: a shutdown hook would hear the first only. The class library's way to
 * them is not part of its API, hence the reflection; where there is none, signals end the process as they always do.
 */
final class Signals {

    private static final List<String> NAMES = List.of("INT", "TERM");

    private Signals() {}

    /** Calls back with the signal's number at each of them, on a thread of its own. */
    static void onEach(IntConsumer action) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var number = signal.getMethod("getNumber");
            InvocationHandler invoked = (self, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    action.accept((int) number.invoke(arguments[0]));
                    yield null;
                }
                case "equals" -> System.identityHashCode(self) == System.identityHashCode(arguments[0]);
                case "hashCode" -> System.identityHashCode(self);
                default -> "signal handler";
            };
            var proxy = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, invoked);
            var handle = signal.getMethod("handle", signal, handler);
            for (var name : NAMES) {
                handle.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            }
        } catch (ReflectiveOperationException | IllegalArgumentException notToBeHad) {
            System.getLogger(Signals.class.getName())
                    .log(System.Logger.Level.DEBUG, "signals cannot be handled", notToBeHad);
        }
    }
}
