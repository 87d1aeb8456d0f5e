package dev.pulsegate.web.build;

import java.io.IOException;
import java.nio.file.Path;

/** What Maven runs: {@code Main <the module's folder> <the folder for the finished pages>}. */
final class Main {

    private Main() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        var build = new WebBuild(Path.of(args[0]), Path.of(args[1]));
        try {
            System.out.println(build.run());
        } catch (BuildFailure failure) {
            System.err.println(failure.getMessage());
            System.exit(1);
        }
    }
}
