package dev.pulsegate.apart.replica;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Begins a service in its own process, and ends it with the launcher: that holds the other end of the standard input for as
 * long as it lives. Uses nothing but the Java class library, as it comes to a service's own class path.
 */
public final class ServiceMain {

    private ServiceMain() {}

    /**
     * Runs the service until it ends.
     *
     * @param arguments the class that the service itself would begin with
     */
    public static void main(String... arguments) throws Throwable {
        Thread.ofPlatform().daemon().name("launcher-watch").start(ServiceMain::endWithLauncher);
        var main = MethodHandles.lookup()
                .findStatic(Class.forName(arguments[0]), "main", MethodType.methodType(void.class, String[].class))
                .asFixedArity();
        main.invoke(new String[0]);
    }

    /** At once: nobody can reach it any more, and the database may be taken away from under it at any time. */
    private static void endWithLauncher() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said here.
            }
        } catch (IOException _) {
            // Gone just as well.
        }
        Runtime.getRuntime().halt(1);
    }
}
