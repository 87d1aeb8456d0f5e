package dev.pulsegate.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.pulsegate.cli.ExitCode;
import dev.pulsegate.cli.Shell;
import dev.pulsegate.cli.Terminal;
import dev.pulsegate.cli.Terminal.Tone;
import dev.pulsegate.cli.Version;

/** The command: what each image holds is put together, recorded, and made an image. */
@Command(
        name = "images",
        description =
                "Makes the container images of the services and the worker of what has been built before. The Java"
                        + " inside is this one, less what is not needed, so they are for this kind of machine.")
final class ImagesCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(names = "--root", paramLabel = "FOLDER", defaultValue = ".", description = "the folder of the project")
    private Path root;

    @Option(
            names = "--base",
            paramLabel = "IMAGE",
            required = true,
            description =
                    "what they stand on: an image in a registry, tar://FILE, or folder://FOLDER with the files of one")
    private String base;

    @Option(
            names = "--to",
            paramLabel = "WHERE",
            required = true,
            description = "a folder, which gets NAME.tar of each; or registry://HOST/PATH, where they are pushed to")
    private String to;

    @Option(names = "--no-aot", description = "without the AOT cache, which takes a start of each service to make")
    private boolean withoutAot;

    @Option(
            names = "--measure",
            paramLabel = "N",
            defaultValue = "0",
            description = "also start each service N times with nothing, with Java's own classes and with the AOT cache"
                    + " prepared, and print how long it took")
    private int measurements;

    ImagesCommand(Shell shell) {
        this.shell = shell;
    }

    /** Makes them all; what fails ends it. */
    @Override
    public Integer call() throws Exception {
        var terminal = Terminal.of(shell, false);
        var work = Files.createDirectories(root.toAbsolutePath().normalize().resolve("deploy/images/target"));
        var runtime = JavaRuntime.in(work.resolve("runtime"));
        var wrapping = new Wrapping(base, to, work.resolve("cache"), Revision.of(root));
        try (var starts = new Starts()) {
            for (var product : Product.values()) {
                var contents = Contents.assemble(product, root, runtime, work.resolve("contents"));
                if (product.isService() && !withoutAot) {
                    contents.addCache(starts);
                    measure(contents, starts, terminal);
                }
                var made = wrapping.wrap(contents);
                terminal.line(Tone.GOOD, "✓ " + made);
            }
        }
        Files.writeString(work.resolve("contents/version"), Version.current());
        return ExitCode.DONE;
    }

    private void measure(Contents contents, Starts starts, Terminal terminal) throws IOException, InterruptedException {
        if (measurements == 0) {
            return;
        }
        var taken = new EnumMap<Prepared, List<StartUp>>(Prepared.class);
        // By turns: whatever else the machine does meanwhile, slows all of them.
        for (int i = 0; i < measurements; i++) {
            for (var prepared : Prepared.values()) {
                taken.computeIfAbsent(prepared, _ -> new ArrayList<>()).add(starts.time(contents, prepared));
            }
        }
        taken.forEach((prepared, times) -> terminal.line(
                Tone.PLAIN,
                "  " + contents.product().imageName() + " listens after " + StartUp.median(times) + " with "
                        + prepared.description()));
    }
}
