package dev.pulsegate.e2e.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** What is done with a cluster, by kubectl, in one namespace. */
public final class Cluster {

    private static final Pattern AWAY =
            Pattern.compile("refused|connection lost|unexpected EOF|http2: |TLS handshake timeout|ServiceUnavailable");
    private static final Duration AWAY_LIMIT = Duration.ofSeconds(90);
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(2);

    private final String kubectl;
    private final String namespace;
    private final Duration limit;

    /**
     * A cluster.
     *
     * @param kubectl the program; its current context says which cluster
     * @param limit how long a rollout may take
     */
    public Cluster(String kubectl, String namespace, Duration limit) {
        this.kubectl = kubectl;
        this.namespace = namespace;
        this.limit = limit;
    }

    /** Applies what a folder with a kustomization describes. */
    public void apply(Path kustomization) throws IOException, InterruptedException {
        run(List.of("apply", "-k", kustomization.toAbsolutePath().toString()));
    }

    /** Waits until all pods of an object are as it now says, and ready; what they replace may still be leaving. */
    public void awaitRollout(String object) throws IOException, InterruptedException {
        run(List.of("rollout", "status", object, "--timeout=" + limit.toSeconds() + "s"));
    }

    /** Has all pods of a Deployment replaced, as a new version does. */
    public void restart(String deployment) throws IOException, InterruptedException {
        run(List.of("rollout", "restart", deployment));
    }

    /** The names of the pods of a service that are not leaving. */
    public List<String> pods(String service) throws IOException, InterruptedException {
        var names = run(
                List.of(
                        "get",
                        "pods",
                        "--selector=app.kubernetes.io/name=" + service,
                        "--output=go-template={{range .items}}{{if not .metadata.deletionTimestamp}}{{.metadata.name}} {{end}}{{end}}"));
        return List.of(names.strip().split(" "));
    }

    /** Deletes a pod, which has the time it asks for, and waits for its end. */
    public void deletePod(String name) throws IOException, InterruptedException {
        run(List.of("delete", "pod", name, "--ignore-not-found", "--timeout=" + limit.toSeconds() + "s"));
    }

    /** Containers that have ended by themselves, or for want of an answer: a line for each that runs again. */
    public List<String> restarts() throws IOException, InterruptedException {
        var template = """
                {{range $pod := .items}}{{range .status.containerStatuses}}{{if .restartCount -}}
                {{$pod.metadata.name}} ended and was begun again: {{.restartCount}} times\
                {{with .lastState.terminated}}, at last {{.reason}} with exit code {{.exitCode}}{{end}}
                {{end}}{{end}}{{end}}""";
        // The Job that makes the secrets may have to try more than once.
        var lines = run(List.of(
                "get",
                "pods",
                "--selector=app.kubernetes.io/part-of=pulsegate,app.kubernetes.io/name!=make-secrets",
                "--output=go-template=" + template));
        return lines.lines().filter(line -> !line.isBlank()).toList();
    }

    /** What a member of a secret says. */
    public String secret(String name, String member) throws IOException, InterruptedException {
        var encoded = run(List.of("get", "secret", name, "--output=jsonpath={.data." + member + "}"));
        return new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
    }

    /** Runs kubectl; again, for a while, if the API server is not there. */
    private String run(List<String> words) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(kubectl);
        command.add("--namespace=" + namespace);
        command.addAll(words);
        long endNanos = System.nanoTime() + AWAY_LIMIT.toNanos();
        while (true) {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() == 0) {
                return said;
            }
            if (!AWAY.matcher(said).find() || System.nanoTime() - endNanos > 0) {
                throw new IOException("kubectl " + String.join(" ", words) + " failed: " + said.strip());
            }
            Thread.sleep(TRY_AGAIN_AFTER);
        }
    }
}
