package dev.pulsegate.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.pulsegate.cli.ExitCode;
import dev.pulsegate.cli.Shell;
import dev.pulsegate.cli.Terminal;
import dev.pulsegate.cli.Terminal.Tone;
import dev.pulsegate.e2e.cluster.Cluster;
import dev.pulsegate.e2e.load.Findings;
import dev.pulsegate.e2e.load.Load;
import dev.pulsegate.tools.ToolsMain;
import dev.pulsegate.tools.installation.CallException;
import dev.pulsegate.tools.installation.Installation;
import dev.pulsegate.worker.connection.GatewayAddress;

/** The test: install, check, then roll every Deployment and delete a pod of each while the installation is in use. */
@Command(
        name = "e2e",
        description =
                "Installs PulseGate on the cluster that kubectl leads to, checks it, and replaces its pods while viewers,"
                        + " submitters and workers use it. Nothing may be lost or done twice, and no viewer may miss more"
                        + " than 2 s.",
        exitCodeList = {"0:all is well", "1:something is not", "2:wrong options"})
final class E2eCommand implements Callable<Integer> {

    private static final List<String> SERVICES = List.of("auth-service", "ecg-service", "space-gateway");
    private static final String ADMINISTRATOR = "pulsegate-first-administrator";

    /** One of each service, for anybody or only for those who are signed in. */
    private static final List<String> PATHS = List.of("/.well-known/jwks.json", "/api/ecg/streams", "/api/spaces");

    private static final int ANSWERS_IN_A_ROW = 3;
    private static final Duration ASK_EVERY = Duration.ofMillis(500);

    private final Shell shell;
    private final Terminal terminal;
    private final long beganNanos = System.nanoTime();

    @Option(
            names = "--host",
            paramLabel = "URL",
            defaultValue = "http://localhost",
            description = "where the ingress answers; ${DEFAULT-VALUE} by default")
    private String host;

    @Option(
            names = "--overlay",
            paramLabel = "FOLDER",
            required = true,
            description = "the overlay that is installed: deploy/kubernetes/overlays/local")
    private Path overlay;

    @Option(
            names = "--kubectl",
            paramLabel = "PROGRAM",
            defaultValue = "kubectl",
            description = "by its current context; ${DEFAULT-VALUE} by default")
    private String kubectl;

    @Option(
            names = "--limit",
            paramLabel = "MINUTES",
            defaultValue = "5",
            description = "how long one thing on the cluster may take; ${DEFAULT-VALUE} by default")
    private int limitMinutes;

    E2eCommand(Shell shell) {
        this.shell = shell;
        this.terminal = Terminal.of(shell, true);
    }

    /** Runs all of it; what is wrong is told at the end. */
    @Override
    public Integer call() throws InterruptedException {
        var findings = new Findings();
        try {
            run(new Cluster(kubectl, "pulsegate", Duration.ofMinutes(limitMinutes)), findings);
        } catch (IOException | CallException e) {
            findings.add(e.getMessage());
        }
        findings.all().forEach(finding -> terminal.line(Tone.BAD, "✗ " + finding));
        boolean isGood = findings.all().isEmpty();
        say(isGood ? "✓ nothing was lost or doubled" : findings.all().size() + " findings");
        return isGood ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void run(Cluster cluster, Findings findings) throws IOException, CallException, InterruptedException {
        install(cluster);
        var username = cluster.secret(ADMINISTRATOR, "name");
        var password = cluster.secret(ADMINISTRATOR, "password");
        if (check(username, password) != ExitCode.DONE) {
            findings.add("pulsegate check failed");
            return;
        }
        try (var load = Load.begin(GatewayAddress.parse(host), username, password, findings)) {
            say("in use: " + load.description());
            for (var service : SERVICES) {
                replace(cluster, service);
            }
            say("draining a worker");
            load.drainWorker();
            say("counting");
            load.settle();
            load.notes().forEach(note -> terminal.line(Tone.PLAIN, "  " + note));
        }
        cluster.restarts().forEach(findings::add);
    }

    private void install(Cluster cluster) throws IOException, CallException, InterruptedException {
        say("installing " + overlay);
        cluster.apply(overlay);
        cluster.awaitRollout("statefulset/postgresql");
        cluster.awaitRollout("statefulset/broker");
        for (var service : SERVICES) {
            cluster.awaitRollout("deployment/" + service);
        }
        awaitIngress();
        say("installed");
    }

    /** An ingress controller hears of new pods in its own time; until then it answers in their place. */
    private void awaitIngress() throws CallException, InterruptedException {
        long endNanos = System.nanoTime() + Duration.ofMinutes(limitMinutes).toNanos();
        try (var installation = new Installation(GatewayAddress.parse(host))) {
            for (int inARow = 0; inARow < ANSWERS_IN_A_ROW; ) {
                var missing = PATHS.stream()
                        .filter(path -> !isAnswered(installation, path))
                        .toList();
                inARow = missing.isEmpty() ? inARow + 1 : 0;
                if (System.nanoTime() - endNanos > 0) {
                    throw new CallException("the ingress has no answer for " + missing);
                }
                Thread.sleep(ASK_EVERY);
            }
        }
    }

    private static boolean isAnswered(Installation installation, String path) {
        try {
            int status = installation.get(path).status();
            return status == 200 || status == 401;
        } catch (CallException e) {
            return false;
        }
    }

    private int check(String username, String password) {
        var withPassword = new Shell(
                name -> name.equals("PULSEGATE_PASSWORD")
                        ? password
                        : shell.environment().apply(name),
                shell.out(),
                shell.err());
        return ToolsMain.program(withPassword).run(List.of("check", "--host", host, "--username", username));
    }

    private void replace(Cluster cluster, String service) throws IOException, InterruptedException {
        say("rolling " + service);
        cluster.restart("deployment/" + service);
        cluster.awaitRollout("deployment/" + service);
        var pod = cluster.pods(service).getFirst();
        say("deleting " + pod);
        cluster.deletePod(pod);
        cluster.awaitRollout("deployment/" + service);
    }

    private void say(String what) {
        terminal.line(
                Tone.PLAIN,
                String.format(Locale.ROOT, "%4d s  %s", (System.nanoTime() - beganNanos) / 1_000_000_000, what));
    }
}
