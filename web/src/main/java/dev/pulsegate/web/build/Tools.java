package dev.pulsegate.web.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.mvnpm.esbuild.install.EsBuildDeps;
import io.mvnpm.esbuild.install.WebDepsInstaller;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The programs and libraries that Maven fetched as jars, unpacked into {@code node_modules}: esbuild, Deno, and what the
 * app imports. Deno checks types and runs tests, esbuild bundles. Both are programs of their own: nobody needs Node.
 */
final class Tools {

    private final Path module;
    private final Path nodeModules;

    private Tools(Path module) {
        this.module = module;
        this.nodeModules = module.resolve("node_modules");
    }

    /**
     * Unpacks what is not unpacked yet. The jars are those on this process's class path.
     *
     * @param module the folder that holds {@code package.json}
     */
    static Tools install(Path module) throws IOException {
        var tools = new Tools(module);
        WebDepsInstaller.install(tools.nodeModules, EsBuildDeps.get().deps());
        return tools;
    }

    /** What an earlier {@link #install} has unpacked. */
    static Tools installed(Path module) {
        return new Tools(module);
    }

    /** Runs esbuild in the module's folder; returns what it printed. */
    String esbuild(List<String> arguments) throws IOException, InterruptedException {
        return run("@esbuild", "bin/esbuild", arguments).printedIfDone();
    }

    /** Runs Deno in the module's folder, without a network. */
    Ended deno(List<String> arguments) throws IOException, InterruptedException {
        return run("@deno", "deno", arguments);
    }

    private Ended run(String scope, String program, List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(find(scope, program).toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).directory(module.toFile()).redirectErrorStream(true);
        builder.environment().put("DENO_DIR", module.resolve("target/deno").toString());
        builder.environment().put("DENO_NO_UPDATE_CHECK", "1");
        builder.environment().put("NO_COLOR", "1");
        var process = builder.start();
        process.getOutputStream().close();
        var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), printed);
    }

    /** The package is named after the machine, as in {@code @esbuild/linux-x64}; only this machine's is there. */
    private Path find(String scope, String program) throws IOException {
        try (var packages = Files.list(nodeModules.resolve(scope))) {
            var found = packages.map(each -> each.resolve(program))
                    .flatMap(path -> List.of(path, path.resolveSibling(path.getFileName() + ".exe")).stream())
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> new BuildFailure("There is no " + program + " for this machine in " + scope));
            if (!found.toFile().setExecutable(true)) {
                throw new BuildFailure(found + " cannot be made executable");
            }
            return found;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * A program that has ended.
     *
     * @param exitCode 0 if all went well
     * @param printed what it printed, errors included
     */
    record Ended(int exitCode, String printed) {

        private String printedIfDone() {
            if (exitCode != 0) {
                throw new BuildFailure(printed);
            }
            return printed;
        }
    }
}
