package dev.pulsegate.apart.replica;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

import dev.pulsegate.apart.route.Service;
import dev.pulsegate.embedded.folder.StartupFailure;

/**
 * How a process of a service is started.
 *
 * @param home the folder that holds the services' modules
 * @param mainClass the folder that holds {@link ServiceMain} alone: the launcher's jar would bring its libraries along
 * @param javaOptions more options for Java, after the usual
 */
public record Launch(Path home, Path mainClass, String javaOptions) {

    /** The option that tells a replica's process from others. */
    private static final String MARK = "-Dpulsegate.replica=";

    /**
     * A launch of what is built.
     *
     * @param scratch a folder for what is of use only in this run
     * @throws StartupFailure if a service is not built
     */
    public static Launch checked(Path home, Path scratch, String javaOptions) {
        for (var service : Service.values()) {
            if (Files.notExists(application(home, service))) {
                throw new StartupFailure("There is no " + application(home, service)
                        + ": build it with ./pulsegate up --apart, or mvn package.");
            }
        }
        return new Launch(home, copyOfMainClass(scratch.resolve("service-main")), javaOptions);
    }

    private static Path copyOfMainClass(Path folder) {
        var file = ServiceMain.class.getName().replace('.', '/') + ".class";
        try (var in = ServiceMain.class.getClassLoader().getResourceAsStream(file)) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.copy(in, folder.resolve(file));
            return folder;
        } catch (IOException e) {
            throw new StartupFailure("The services cannot be started from " + folder + ": " + e, e);
        }
    }

    private static Path application(Path home, Service service) {
        return home.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** Starts it. What it is told is {@code surroundings}' to say; its standard input ends with this process. */
    Process start(Service service, String name, Ports ports, Surroundings surroundings) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + home.resolve("deploy/apart/service.options"));
        command.add(MARK + name);
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        Arrays.stream(javaOptions.strip().split("\\s+", -1))
                .filter(option -> !option.isEmpty())
                .forEach(command::add);
        var application = application(home, service);
        command.add("-cp");
        command.add(application + File.pathSeparator + mainClass);
        command.add(ServiceMain.class.getName());
        command.add(entryOf(application));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(surroundings.of(service, name, ports));
        return builder.start();
    }

    /** What {@code java -jar} would begin with: it depends on how the service is packaged. */
    private static String entryOf(Path application) throws IOException {
        try (var jar = new JarFile(application.toFile())) {
            return jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        }
    }
}
