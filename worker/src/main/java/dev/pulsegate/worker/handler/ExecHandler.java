package dev.pulsegate.worker.handler;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.pulsegate.workerprotocol.InferenceRequest;

/**
 * Runs a command for each request, so that any language can answer. The command is given the request as one line of
 * JSON on standard input; what it writes is taken for what {@link ExecOutput} says, and fails the request if it is not that.
 * It fails by its exit code too, with the last lines of standard error. Canceled, it is ended with all it started.
 */
public final class ExecHandler implements Handler {

    private final String command;
    private final ExecOutput kind;

    /**
     * Runs a command that writes lines.
     *
     * @param command what {@code sh -c} is given
     */
    public ExecHandler(String command) {
        this(command, ExecOutput.LINES);
    }

    /**
     * Runs a command.
     *
     * @param command what {@code sh -c} is given
     * @param kind what its standard output is
     */
    public ExecHandler(String command, ExecOutput kind) {
        if (command.isBlank()) {
            throw new IllegalArgumentException("there is no command");
        }
        this.command = command;
        this.kind = kind;
    }

    @Override
    public ObjectNode handle(InferenceRequest request, Responder out)
            throws IOException, InterruptedException, CommandFailedException {
        var builder = new ProcessBuilder("sh", "-c", command);
        // The key opens the gateway; a command has no use for it.
        builder.environment().remove("PULSEGATE_KEY");
        // Where instrumented commands look for the trace they belong to; that of the worker itself is another one.
        builder.environment().remove("TRACEPARENT");
        if (request.traceparent() != null) {
            builder.environment().put("TRACEPARENT", request.traceparent());
        }
        var process = builder.start();
        try {
            return converse(process, request, out);
        } finally {
            ProcessTree.end(process);
        }
    }

    private ObjectNode converse(Process process, InferenceRequest request, Responder out)
            throws IOException, InterruptedException, CommandFailedException {
        var output = new CommandOutput(kind, out);
        var errors = new ErrorTail(out);
        var _ = inBackground("stdin", () -> {
            try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
                stdin.write(RequestJson.of(request) + "\n");
            } catch (IOException notRead) {
                // A command need not read what it is given.
            }
        });
        var errorsRead = inBackground("stderr", () -> errors.read(process.getErrorStream()));
        var outputRead = inBackground("stdout", () -> output.read(process.getInputStream()));
        await(outputRead);
        int exitCode = process.waitFor();
        await(errorsRead);
        if (exitCode != 0) {
            var words = errors.text();
            throw new CommandFailedException(
                    "the command ended with exit code " + exitCode + (words.isEmpty() ? "" : ":\n" + words));
        }
        return output.result();
    }

    /** A platform thread: a virtual one that reads from a pipe would hold its carrier. */
    private static CompletableFuture<Void> inBackground(String name, Work work) {
        var done = new CompletableFuture<Void>();
        Thread.ofPlatform().name("pulsegate-" + name).daemon().start(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static void await(CompletableFuture<Void> work)
            throws IOException, InterruptedException, CommandFailedException {
        try {
            work.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case CommandFailedException failed -> throw failed;
                case IOException broken -> throw broken;
                case InterruptedException canceled -> throw canceled;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException, CommandFailedException;
    }
}
