package dev.pulsegate.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is inside of an image, as a folder that is its root: {@code /opt/java}, {@code /app} with the jar that is run and
 * {@code jvm.options}, and the list of its parts in {@code /usr/share/sbom}. Containerfiles take it as it lies there.
 *
 * @param root the folder
 */
record Contents(Product product, Path root) {

    static final String JAVA = "opt/java";
    static final String APP = "app";
    static final String SBOM = "usr/share/sbom";
    static final String OPTIONS = "jvm.options";
    static final String CACHE = "app.aot";

    /**
     * Puts it together of what the build left.
     *
     * @throws IOException if something is missing; the message says what, and how to build it
     */
    static Contents assemble(Product product, Path project, Path java, Path into) throws IOException {
        var root = into.resolve(product.imageName());
        FileTree.remove(root);
        FileTree.copy(java, root.resolve(JAVA));
        var app = Files.createDirectories(root.resolve(APP));
        var target = project.resolve(product.imageName()).resolve("target");
        for (var built : product.built()) {
            require(target.resolve(built));
            // The folder of a Quarkus application is /app itself.
            FileTree.copy(target.resolve(built), built.equals("quarkus-app") ? app : app.resolve(built));
        }
        FileTree.copy(project.resolve("deploy/images").resolve(OPTIONS), app.resolve(OPTIONS));
        var sbom = product.sbom(project);
        require(sbom);
        FileTree.copy(sbom, root.resolve(SBOM).resolve(sbom.getFileName()));
        FileTree.resetTimes(root);
        return new Contents(product, root);
    }

    private static void require(Path built) throws IOException {
        if (!Files.exists(built)) {
            throw new IOException(built + " is missing: build with mvn -Pimages -DskipTests verify");
        }
    }

    /** Records a start of the service, and adds the AOT cache (JEP 483, 514) made of it. */
    void addCache(Starts starts) throws IOException, InterruptedException {
        var recording = root.resolveSibling(product.imageName() + ".aotconf");
        starts.record(this, recording);
        var cache = root.resolve(APP).resolve(CACHE);
        Programs.run(javaCommand(
                root, List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + recording, "-XX:AOTCache=" + cache)));
        Files.delete(recording);
        FileTree.resetTimes(cache);
    }

    boolean hasCache() {
        return Files.exists(root.resolve(APP).resolve(CACHE));
    }

    /** What the container runs. */
    List<String> entrypoint() {
        var cache = hasCache() ? List.of("-XX:AOTCache=/" + APP + "/" + CACHE) : List.<String>of();
        return javaCommand(Path.of("/"), cache);
    }

    /** What runs the product from where its root is. */
    List<String> javaCommand(Path where, List<String> options) {
        var command = new ArrayList<String>();
        command.add(where.resolve(JAVA).resolve("bin/java").toString());
        command.add("@" + where.resolve(APP).resolve(OPTIONS));
        command.addAll(options);
        command.add("-jar");
        command.add(where.resolve(APP).resolve(product.jar()).toString());
        return List.copyOf(command);
    }
}
