package dev.pulsegate.images;

import java.util.List;

import dev.pulsegate.cli.Program;
import dev.pulsegate.cli.Shell;

/** Where the command line starts; {@code mvn -Pimages} runs it. */
public final class ImagesMain {

    private ImagesMain() {}

    /** Makes the images and ends the process with its exit code. */
    public static void main(String... arguments) {
        var shell = Shell.ofThisProcess();
        System.exit(new Program(new ImagesCommand(shell), shell).run(List.of(arguments)));
    }
}
