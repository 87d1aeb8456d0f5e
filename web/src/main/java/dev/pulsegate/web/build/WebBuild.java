package dev.pulsegate.web.build;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Builds the app: {@code src/main/web} in, {@code index.html} and {@code app/*} out. The names of scripts and styles hold
 * a hash of what is in them, so a browser may keep them for ever; the page alone has to be asked for again.
 */
final class WebBuild {

    /** What the scripts of all pages together may take as they are sent: compressed. */
    private static final long SCRIPT_BUDGET_BYTES = 150 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path module;
    private final Path source;
    private final Path pages;
    private final Path stamp;

    /**
     * @param module the module's folder
     * @param pages where the finished pages go; whatever else is there is removed
     */
    WebBuild(Path module, Path pages) {
        this.module = module;
        this.source = module.resolve("src/main/web");
        this.pages = pages;
        this.stamp = module.resolve("target/web.built");
    }

    /** Builds if anything has changed; returns a line that says what was done. */
    String run() throws IOException, InterruptedException {
        if (isUpToDate()) {
            return "The browser app is up to date.";
        }
        var started = FileTime.fromMillis(System.currentTimeMillis());
        var tools = Tools.install(module);
        checkTypes(tools);
        clear();
        var meta = bundle(tools);
        writePage(meta);
        compress();
        var bytes = scriptBytes();
        if (bytes > SCRIPT_BUDGET_BYTES) {
            throw new BuildFailure("The scripts take %,d bytes compressed; %,d are allowed. Load less, or later."
                    .formatted(bytes, SCRIPT_BUDGET_BYTES));
        }
        Files.writeString(stamp, "");
        Files.setLastModifiedTime(stamp, started);
        return "The browser app is built: %,d bytes of script, compressed.".formatted(bytes);
    }

    private boolean isUpToDate() throws IOException {
        if (Files.notExists(stamp) || Files.notExists(pages.resolve("index.html"))) {
            return false;
        }
        var built = Files.getLastModifiedTime(stamp);
        for (var input : List.of("pom.xml", "package.json", "deno.json", "src", "../pom.xml")) {
            // Folders count too: their time tells of a file removed.
            if (tree(module.resolve(input)).stream().anyMatch(file -> isNewer(file, built))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNewer(Path file, FileTime time) {
        try {
            return Files.getLastModifiedTime(file).compareTo(time) >= 0;
        } catch (IOException gone) {
            return true;
        }
    }

    private void checkTypes(Tools tools) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of("check", "--no-remote", "--quiet"));
        Stream.concat(tree(source).stream(), tree(module.resolve("src/test/web")).stream())
                .filter(file -> file.toString().endsWith(".ts"))
                .map(file -> module.relativize(file).toString())
                .forEach(arguments::add);
        var checked = tools.deno(arguments);
        if (checked.exitCode() != 0) {
            throw new BuildFailure(checked.printed());
        }
    }

    /** A folder and all in it, a folder before what it holds; nothing if it is not there. */
    private static List<Path> tree(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (var all = Files.walk(folder)) {
            return all.sorted().toList();
        }
    }

    private void clear() throws IOException {
        for (var path : tree(pages).reversed()) {
            Files.delete(path);
        }
        Files.createDirectories(pages.resolve("app"));
    }

    private Path bundle(Tools tools) throws IOException, InterruptedException {
        var meta = module.resolve("target/web.meta.json");
        tools.esbuild(List.of(
                source.resolve("main.ts").toString(),
                source.resolve("core/event-worker.ts").toString(),
                source.resolve("app.css").toString(),
                "--bundle",
                "--splitting",
                "--format=esm",
                "--target=es2022,chrome115,firefox115,safari17",
                "--minify",
                "--legal-comments=none",
                "--charset=utf8",
                "--entry-names=[name]-[hash]",
                "--chunk-names=[name]-[hash]",
                "--outdir=" + pages.resolve("app"),
                "--metafile=" + meta,
                "--log-level=warning"));
        return meta;
    }

    /** Puts the hashed names into the page, with everything the first script needs at once. */
    private void writePage(Path meta) throws IOException {
        var script = "";
        var worker = "";
        var style = "";
        var preloads = new StringBuilder();
        for (var output : JSON.readTree(meta.toFile()).get("outputs").properties()) {
            var entry = output.getValue().path("entryPoint").asText("");
            if (entry.endsWith("app.css")) {
                style = url(output.getKey());
            } else if (entry.endsWith("event-worker.ts")) {
                worker = url(output.getKey());
            } else if (entry.endsWith("main.ts")) {
                script = url(output.getKey());
                for (var imported : output.getValue().get("imports")) {
                    if (imported.get("kind").asText().equals("import-statement")) {
                        preloads.append("<link rel=\"modulepreload\" href=\"")
                                .append(url(imported.get("path").asText()))
                                .append("\">\n    ");
                    }
                }
            }
        }
        var page = Files.readString(source.resolve("index.html"))
                .replace("{preloads}", preloads.toString().strip())
                .replace("{script}", script)
                .replace("{worker}", worker)
                .replace("{style}", style);
        Files.writeString(pages.resolve("index.html"), page);
        Files.copy(source.resolve("icon.svg"), pages.resolve("icon.svg"));
    }

    private static String url(String output) {
        return "/app/" + output.substring(output.lastIndexOf('/') + 1);
    }

    /** Puts beside each script and style what the server sends of it: it never changes, so once is enough. */
    private void compress() throws IOException {
        for (var file :
                tree(pages.resolve("app")).stream().filter(Files::isRegularFile).toList()) {
            var compressed = file.resolveSibling(file.getFileName() + ".gz");
            try (var out = new BestGzip(Files.newOutputStream(compressed))) {
                Files.copy(file, out);
            }
        }
    }

    private static final class BestGzip extends GZIPOutputStream {

        BestGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    private long scriptBytes() throws IOException {
        try (var files = Files.list(pages.resolve("app"))) {
            return files.filter(file -> file.toString().endsWith(".js.gz"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
