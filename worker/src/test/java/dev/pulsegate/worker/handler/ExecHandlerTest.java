package dev.pulsegate.worker.handler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.worker.fake.Eventually;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExecHandlerTest {

    private final RecordingResponder out = new RecordingResponder();

    private ObjectNode run(String command) throws Exception {
        return new ExecHandler(command).handle(RecordingResponder.request("hällo"), out);
    }

    @Test
    void aCommandIsGivenTheRequestAsOneLineOfJson() throws Exception {
        var text = run("cat").path("text").asText();

        assertThat(text).endsWith("}\n").containsOnlyOnce("\n").doesNotContain("the-lease");
        var request = new ObjectMapper().readTree(text);
        assertThat(request.path("request_id").asText()).isEqualTo("r");
        assertThat(request.path("attempt").asInt()).isEqualTo(1);
        assertThat(request.path("space_name").asText()).isEqualTo("S");
        assertThat(request.path("username").asText()).isEqualTo("alice");
        assertThat(request.path("payload").path("prompt").asText()).isEqualTo("hällo");
        assertThat(request.path("files").path(0).path("url").asText()).isEqualTo("/files/a");
        assertThat(request.path("upload").path("put_url").asText()).isEqualTo("/put");
    }

    @Test
    void eachLineIsAChunkAndAllOfThemTheResult() throws Exception {
        var result = run("echo one; echo; printf two");

        assertThat(out.chunks).containsExactly("one\n", "\n", "two");
        assertThat(result.toString()).isEqualTo("{\"text\":\"one\\n\\ntwo\"}");
    }

    @Test
    void aLastLineThatIsAResultIsTheResultAndNoChunk() throws Exception {
        var result = run("echo one; echo '{\"result\": {\"label\": \"AF\"}}'");

        assertThat(out.chunks).containsExactly("one\n");
        assertThat(result.toString()).isEqualTo("{\"label\":\"AF\"}");
    }

    @Test
    void aResultThatIsNoObjectStaysUnderItsName() throws Exception {
        assertThat(run("echo '{\"result\": \"AF\"}'").toString()).isEqualTo("{\"result\":\"AF\"}");
    }

    @Test
    void onlyTheLastLineCanBeTheResultAndOnlyIfItIsJson() throws Exception {
        var result = run("echo '{\"result\":{\"n\":1}}'; echo '{\"result\" is missing'");

        assertThat(out.chunks).containsExactly("{\"result\":{\"n\":1}}\n", "{\"result\" is missing\n");
        assertThat(result.path("text").asText()).isEqualTo(String.join("", out.chunks));
    }

    @Test
    void aLastLineThatSaysItIsAResultAndIsNoJsonFailsTheRequest() {
        assertThatThrownBy(() -> run("echo '{\"result\": {\"x\": NaN}}'")).hasMessage("the result is not JSON: NaN");
        assertThatThrownBy(() -> run("echo '{\"result\": {\"x\": -Infinity}}'"))
                .hasMessage("the result is not JSON: -Infinity");
        assertThatThrownBy(() -> run("echo '{\"result\": {\"x\": 1e475115744786426}}'"))
                .hasMessageStartingWith("the result is not JSON: ");
        assertThatThrownBy(() -> run("echo '{\"result\": {\"x\": 1'"))
                .hasMessageStartingWith("the result is not JSON: ");
        assertThat(out.chunks).isEmpty();
    }

    @Test
    void aNumberThatNoDoubleHoldsStaysAsItIs() throws Exception {
        assertThat(run("echo '{\"result\": {\"x\": 1e400, \"y\": 1.50}}'").toString())
                .isEqualTo("{\"x\":1E+400,\"y\":1.50}");
    }

    @Test
    void outputThatIsSaidToBeTextIsText() throws Exception {
        var line = "{\"result\": {\"x\": NaN}}";
        var result = new ExecHandler("echo '" + line + "'", ExecOutput.TEXT)
                .handle(RecordingResponder.request("hello"), out);
        assertThat(result.path("text").asText()).isEqualTo(line + "\n");
        assertThat(out.chunks).containsExactly(line + "\n");
    }

    @Test
    void outputThatIsSaidToBeJsonIsTheResultAndChecked() throws Exception {
        assertThat(json("echo '{\"a\":'; echo '1}'").toString()).isEqualTo("{\"a\":1}");
        assertThat(out.chunks).isEmpty();
        assertThatThrownBy(() -> json("echo '{\"a\": NaN}'")).hasMessage("the result is not JSON: NaN");
        assertThatThrownBy(() -> json("echo hello")).hasMessageStartingWith("the result is not JSON: ");
        assertThatThrownBy(() -> json("echo '[1]'")).hasMessage("the result is not a JSON object");
    }

    private ObjectNode json(String command) throws Exception {
        return new ExecHandler(command, ExecOutput.JSON).handle(RecordingResponder.request("hello"), out);
    }

    @Test
    void aCommandThatDoesNotReadOrSayAnythingHasAnEmptyResult() throws Exception {
        assertThat(run("true").toString()).isEqualTo("{\"text\":\"\"}");
        assertThat(out.chunks).isEmpty();
    }

    @Test
    void aFailingCommandSaysWhyByItsLastErrors() {
        assertThatThrownBy(() -> run("for i in 1 2 3 4 5 6 7 8 9 10 11; do echo error $i >&2; done; exit 7"))
                .hasMessageStartingWith("the command ended with exit code 7:\nerror 2\nerror 3\n")
                .hasMessageEndingWith("error 11");
        assertThat(out.log).hasSize(11).startsWith("error 1");
    }

    @Test
    void aCommandThatDoesNotExistFails() {
        assertThatThrownBy(() -> run("/does/not/exist")).hasMessageContaining("exit code 127");
    }

    @Test
    void aLineWithoutEndIsCutIntoChunks() throws Exception {
        var result = run("head -c 200000 /dev/zero | tr '\\0' x");

        assertThat(out.chunks).hasSize(4).allMatch(chunk -> chunk.length() <= 65536);
        assertThat(result.path("text").asText()).hasSize(200_000);
    }

    @Test
    void aCommandThatWritesWithoutEndIsStopped() {
        assertThatThrownBy(() -> run("yes")).hasMessage("the command wrote more than 4194304 characters");
    }

    @Test
    void endlessErrorsTakeNoMemory() {
        assertThatThrownBy(() -> run("head -c 20000000 /dev/zero | tr '\\0' x >&2; exit 1"))
                .hasMessage("the command ended with exit code 1:\n" + "x".repeat(400));
    }

    @Test
    void theAccessKeyIsNotPassedOn() throws Exception {
        assertThat(run("env").path("text").asText()).contains("PATH=").doesNotContain("PULSEGATE_KEY=");
    }

    @Test
    void aCommandIsToldItsTrace() throws Exception {
        var traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        var command = "echo \"[$TRACEPARENT]\"; cat";
        assertThat(new ExecHandler(command)
                        .handle(RecordingResponder.request("hi", traceparent), new RecordingResponder())
                        .path("text")
                        .asText())
                .contains("[" + traceparent + "]", "\"traceparent\":\"" + traceparent + "\"");
        assertThat(run(command).path("text").asText()).contains("[]").doesNotContain("traceparent");
    }

    @Test
    void aCanceledCommandIsEndedWithAllItStarted(@TempDir Path folder) throws Exception {
        var pids = folder.resolve("pids");
        var command = "trap '' TERM; sleep 600 & echo $! $$ > " + pids + ".tmp; mv " + pids + ".tmp " + pids + "; wait";
        var done = new CompletableFuture<Throwable>();
        var thread = Thread.ofVirtual().start(() -> {
            try {
                run(command);
                done.complete(null);
            } catch (Exception e) {
                done.complete(e);
            }
        });
        Eventually.eventually("it runs", () -> Files.exists(pids));
        thread.interrupt();

        assertThat(done).succeedsWithin(Eventually.LIMIT);
        assertThat(done.join()).isInstanceOf(InterruptedException.class);
        for (var pid : Files.readString(pids).strip().split(" ", -1)) {
            Eventually.eventually(pid + " has ended", () -> !isAlive(Long.parseLong(pid)));
        }
    }

    /** A process that has ended but was not asked how is no longer alive. */
    private static boolean isAlive(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return Files.notExists(Path.of("/proc"))
                    && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        }
    }

    @Test
    void anEmptyCommandIsRefused() {
        assertThatThrownBy(() -> new ExecHandler(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
