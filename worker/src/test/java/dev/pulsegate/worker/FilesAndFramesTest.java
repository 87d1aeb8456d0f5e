package dev.pulsegate.worker;

import java.nio.file.Files;
import java.nio.file.Path;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.worker.fake.FakeGateway;
import dev.pulsegate.worker.handler.EchoHandler;

import static dev.pulsegate.worker.RunningWorker.text;
import static org.assertj.core.api.Assertions.assertThat;

class FilesAndFramesTest {

    private final FakeGateway gateway = FakeGateway.start();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void filesOfARequestAreReadAndAResultFileIsPut(@TempDir Path folder) {
        gateway.files().put("/files/a.txt", Buffer.buffer("what was sent"));
        try (var _ = RunningWorker.start(gateway.address(), (request, out) -> {
            try (var in = out.open(request.files().getFirst())) {
                var file = Files.write(folder.resolve("result"), in.readAllBytes());
                return text(out.upload(file).toString());
            }
        })) {
            var connection = gateway.registeredConnection();
            var input = "'files':[{'name':'a.txt','kind':'file','content_type':'text/plain','size':13,'url':'%s'}]";
            var upload =
                    "'upload':{'put_url':'/put/result?sig=1','final_url':'/files/result','content_type':'text/plain'}";
            connection.request("good", 1, input.formatted("/files/a.txt?sig=1") + "," + upload + ",'payload':{}");
            assertThat(connection.result().path("result").path("text").asText())
                    .isEqualTo(gateway.address() + "/files/result");
            assertThat(gateway.files().get("/put/result")).hasToString("what was sent");

            connection.request("gone", 1, input.formatted(gateway.address() + "/files/gone") + ",'payload':{}");
            assertThat(connection.result().path("result").path("error").asText())
                    .isEqualTo("the file a.txt is not to be had: HTTP 404");
            connection.request("no-place", 1, input.formatted("/files/a.txt") + ",'payload':{}");
            assertThat(connection.result().path("result").path("error").asText())
                    .isEqualTo("the request names no place for a result file");
            connection.request("local", 1, input.formatted("file:///etc/passwd") + ",'payload':{}");
            assertThat(connection.result().path("result").path("error").asText())
                    .isEqualTo("the gateway sent an address that cannot be used");
        }
    }

    @Test
    void malformedFramesArePassedOver() {
        try (var worker = RunningWorker.start(gateway.address(), new EchoHandler())) {
            var connection = gateway.registeredConnection();
            connection.sendText("no JSON");
            connection.sendText("[]");
            connection.sendText("{\"type\":\"surprise\"}");
            connection.sendText("{\"type\":\"inference_request\"}");
            connection.sendText("{\"type\":\"error\",\"code\":\"c\",\"message\":\"m\",\"attempt\":\"one\"}");
            connection.sendBinary(new byte[] {1, 2, 3});
            connection.sendText("\"" + "x".repeat(2 << 20) + "\"");
            connection.sendInTwo("{\"type\":\"inference_cancel\",\"request_id\":\"none\",\"attempt\":1}");
            connection.request("r", 1);

            assertThat(connection.skipTo("inference_result").path("status").asText())
                    .isEqualTo("completed");
            assertThat(worker.events(WorkerEvent.FrameIgnored.class)).hasSize(7);
            assertThat(worker.events(WorkerEvent.Registered.class)).hasSize(1);
        }
    }
}
