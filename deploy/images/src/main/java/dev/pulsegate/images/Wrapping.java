package dev.pulsegate.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Port;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;

import dev.pulsegate.cli.Version;

/**
 * Makes images of contents with Jib, which needs no Docker. The same contents make the same image, byte by byte: nothing of
 * it tells when or where it was made.
 */
final class Wrapping {

    /** Neither root nor anybody of the machine; Kubernetes sees by the number that it is not root. */
    static final String USER = "10001:10001";

    private static final String FOLDER = "folder://";
    private static final String REGISTRY = "registry://";
    private static final FilePermissions RUNNABLE = FilePermissions.fromOctalString("755");
    private static final FilePermissions WRITABLE = FilePermissions.fromOctalString("777");
    private static final FilePermissions READABLE = FilePermissions.fromOctalString("644");

    private final String base;
    private final String to;
    private final Path cache;
    private final String revision;

    /**
     * What images are made.
     *
     * @param base an image in a registry, {@code tar://FILE} or {@code folder://FOLDER}
     * @param to a folder or {@code registry://HOST/PATH}
     * @param cache where Jib keeps layers
     */
    Wrapping(String base, String to, Path cache, String revision) {
        this.base = base;
        this.to = to;
        this.cache = cache;
        this.revision = revision;
    }

    /** Makes the image; where it is, and its digest. */
    String wrap(Contents contents) throws Exception {
        var product = contents.product();
        var root = contents.root();
        var image = image()
                // What loads a tar knows the full name of its image by Docker's format only.
                .setFormat(to.startsWith(REGISTRY) ? ImageFormat.OCI : ImageFormat.Docker)
                .setCreationTime(Instant.EPOCH)
                .setUser(USER)
                .setWorkingDirectory(AbsoluteUnixPath.get("/" + Contents.APP))
                .setEntrypoint(contents.entrypoint())
                .setLabels(labels(product));
        if (product.isService()) {
            image.setExposedPorts(Port.tcp(8080), Port.tcp(8081));
        }
        if (base.startsWith(FOLDER)) {
            image.addFileEntriesLayer(layer("base", Path.of(base.substring(FOLDER.length())), _ -> true));
        }
        // What changes least comes first: a registry and a node have those layers already.
        var libraries = root.resolve(Contents.APP).resolve("lib");
        var aot = root.resolve(Contents.APP).resolve(Contents.CACHE);
        Predicate<Path> isJava = path -> path.startsWith(root.resolve(Contents.JAVA));
        Predicate<Path> isLibrary = path -> path.startsWith(libraries);
        Predicate<Path> isCache = path -> path.equals(aot);
        image.addFileEntriesLayer(layer("java", root, isJava));
        image.addFileEntriesLayer(layer("libraries", root, isLibrary));
        image.addFileEntriesLayer(
                layer("application", root, isJava.or(isLibrary).or(isCache).negate()));
        if (contents.hasCache()) {
            image.addFileEntriesLayer(layer("aot-cache", root, isCache));
        }
        var name = "pulsegate/" + product.imageName() + ":" + Version.current();
        var made = image.containerize(target(product, name));
        return name + " " + made.getDigest();
    }

    private JibContainerBuilder image() throws Exception {
        return base.startsWith(FOLDER) ? Jib.fromScratch() : Jib.from(base);
    }

    private Containerizer target(Product product, String name) throws Exception {
        Containerizer containerizer;
        if (to.startsWith(REGISTRY)) {
            var reference = to.substring(REGISTRY.length()) + "/" + name.substring("pulsegate/".length());
            var image = RegistryImage.named(reference);
            // The ones that `docker login` or `podman login` left.
            image.addCredentialRetriever(CredentialRetrieverFactory.forImage(ImageReference.parse(reference), _ -> {})
                    .dockerConfig());
            containerizer = Containerizer.to(image);
        } else {
            var tar = Files.createDirectories(Path.of(to)).resolve(product.imageName() + ".tar");
            containerizer = Containerizer.to(TarImage.at(tar).named(name));
        }
        return containerizer
                .setBaseImageLayersCache(cache)
                .setApplicationLayersCache(cache)
                .setToolName("pulsegate")
                .setOfflineMode(base.startsWith(FOLDER) && !to.startsWith(REGISTRY));
    }

    private Map<String, String> labels(Product product) {
        var labels = new LinkedHashMap<String, String>();
        labels.put("org.opencontainers.image.title", product.imageName());
        labels.put("org.opencontainers.image.description", product.title());
        labels.put("org.opencontainers.image.version", Version.current());
        labels.put("org.opencontainers.image.revision", revision);
        labels.put("org.opencontainers.image.licenses", "Apache-2.0");
        labels.put("org.opencontainers.image.vendor", "PulseGate");
        if (!base.contains("://")) {
            labels.put("org.opencontainers.image.base.name", base);
        }
        labels.put("dev.pulsegate.sbom", "/" + Contents.SBOM + "/" + product.imageName() + ".cdx.json");
        return labels;
    }

    private static FileEntriesLayer layer(String name, Path root, Predicate<Path> filter) throws IOException {
        var layer = FileEntriesLayer.builder().setName(name);
        for (var path : FileTree.walk(root)) {
            if (filter.test(path) && !path.equals(root)) {
                layer.addEntry(
                        path,
                        AbsoluteUnixPath.fromPath(
                                Path.of("/").resolve(root.relativize(path).toString())),
                        permissions(path),
                        Instant.EPOCH);
            }
        }
        return layer.build();
    }

    private static FilePermissions permissions(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            boolean isForAll = Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_WRITE);
            return isForAll ? WRITABLE : RUNNABLE;
        }
        boolean isRunnable = Files.getPosixFilePermissions(path).contains(PosixFilePermission.OWNER_EXECUTE);
        return isRunnable ? RUNNABLE : READABLE;
    }
}
