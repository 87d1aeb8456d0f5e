package dev.pulsegate.workerprotocol;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WorkerMessageReaderTest {

    private static final String ID = Samples.REQUEST_ID;
    private static final String ABOUT = "'request_id':'" + ID + "'";

    private final WorkerMessageReader reader = new WorkerMessageReader();

    private WorkerMessage read(String json) throws InvalidMessageException {
        return reader.read(json.replace('\'', '"'));
    }

    private InvalidMessageException refusal(String json) {
        return assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> read(json))
                .actual();
    }

    @Test
    void aRegistrationNeedsOnlyASpace() throws InvalidMessageException {
        assertThat(read("{'type':'register','space_name':'A','later':{'more':1}}"))
                .isEqualTo(new WorkerMessage.Register(List.of("A"), 1, null, null, Set.of(), List.of()));
        assertThat(read("{'type':'register','space_name':'A','spaces':['B','A'],'inputs':null,'held':null}"))
                .isEqualTo(new WorkerMessage.Register(List.of("A", "B"), 1, null, null, Set.of(), List.of()));
    }

    @Test
    void whoHoldsTheRequestNeedNotNameItsAttempt() throws InvalidMessageException {
        assertThat(read("{'type':'inference_chunk'," + ABOUT + ",'seq':0,'text':''}"))
                .isEqualTo(new WorkerMessage.TextChunk(Reference.heldRequest(ID), 0, ""));
        assertThat(read("{'type':'inference_progress'," + ABOUT + ",'attempt':3}"))
                .isEqualTo(new WorkerMessage.Progress(new Reference.Partial(ID, 3, null), null, null));
    }

    @Test
    void numbersStayAsTheyCame() throws InvalidMessageException {
        assertThat(read("{'type':'inference_result'," + ABOUT + ",'status':'completed','result':{'x':1e400,'y':1.50}}"))
                .isEqualTo(new WorkerMessage.Completed(
                        Reference.heldRequest(ID), RawJson.ofText("{\"x\":1E+400,\"y\":1.50}")));
        assertThat(read("{'type':'inference_chunk'," + ABOUT + ",'seq':0,'data':[1e400,0.10]}"))
                .isEqualTo(new WorkerMessage.DataChunk(Reference.heldRequest(ID), 0, RawJson.ofText("[1E+400,0.10]")));
    }

    @Test
    void aFailureNeedNotSayWhy() throws InvalidMessageException {
        assertThat(read("{'type':'inference_result'," + ABOUT + ",'status':'failed','result':{}}"))
                .isEqualTo(new WorkerMessage.Failed(Reference.heldRequest(ID), "The worker did not say why.", false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "NaN} | The result is not JSON: NaN.",
                "1,]} | The result is not JSON: Unexpected character",
                "0.9e475115744786426} | The result is not JSON: a number's exponent is too long.",
                "1 | The result is not JSON: Unexpected end-of-input",
            })
    void aResultThatIsNoJsonIsAMessageAndSaysWhy(String broken, String why) throws InvalidMessageException {
        assertThat(read("{'type':'inference_result'," + ABOUT + ",'status':'completed','result':{'x':" + broken + "}"))
                .isInstanceOfSatisfying(WorkerMessage.Unreadable.class, unreadable -> {
                    assertThat(unreadable.reference().requestId()).isEqualTo(ID);
                    assertThat(unreadable.why()).startsWith(why);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[1] | A message is a JSON object.",
                "{} | A message has a member 'type', a string.",
                "{'type':'drain'} more | A message is a JSON object: Unrecognized token",
                "{'type':'x'} | The types known are register, authenticate, drain, inference_progress, inference_chunk"
                        + " and inference_result.",
                "{'type':'register'} | 'register' names a space in 'space_name', or several in 'spaces'.",
                "{'type':'register','spaces':[]} | 'spaces' is a list of 1 to 100 names.",
                "{'type':'register','spaces':[1]} | 'spaces' is a list of names.",
                "{'type':'register','space_name':'x','capacity':0} | 'capacity' is a whole number from 1 to 1000.",
                "{'type':'register','space_name':'x','worker_name':''} | 'worker_name' is a string of 1 to 200 characters.",
                "{'type':'register','space_name':'x','inputs':['file','file']} | 'inputs' is a list of prompt, audio, video"
                        + " and file, each once.",
                "{'type':'register','space_name':'x','held':{}} | 'held' is a list of at most 1000 attempts.",
                "{'type':'register','space_name':'x','held':[1]} | 'request_id' names the request.",
                "{'type':'authenticate'} | 'token' is missing.",
                "{'type':'inference_result'} | 'request_id' names the request.",
                "{'type':'inference_result','request_id':'7'} | 'request_id' is one of ours, as it was sent.",
            })
    void whatIsNoMessageIsRefusedInASentence(String message, String sentence) {
        var refusal = refusal(message);

        assertThat(refusal.getMessage()).startsWith(sentence.replace('\'', '"'));
        assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED);
        assertThat(refusal.requestId()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'inference_progress','attempt':0 | 'attempt' is a whole number from 1 to 2147483647.",
                "'inference_progress','lease':'l' | 'lease' is one of ours, as it was sent.",
                "'inference_progress','progress':2 | 'progress' is a number from 0 to 1.",
                "'inference_progress','progress':NaN | 'progress' is a number from 0 to 1.",
                "'inference_progress','message':7 | 'message' is a string of 1 to 4000 characters.",
                "'inference_progress','progress':. | A message is a JSON object: ",
                "'inference_chunk' | 'seq' counts the chunks, from 0.",
                "'inference_chunk','seq':0 | A chunk has either 'text' or 'data'.",
                "'inference_chunk','seq':0,'text':'a','data':1 | A chunk has either 'text' or 'data'.",
                "'inference_chunk','seq':0,'text':null | 'text' is a string.",
                "'inference_chunk','seq':0,'data':[NaN] | 'data' is not JSON: NaN.",
                "'inference_result','status':'completed' | 'result' is a JSON object.",
                "'inference_result','status':'x','result':{} | 'status' is completed or failed.",
            })
    void whatIsWrongAboutARequestIsSaidOfIt(String members, String sentence) {
        var refusal = refusal("{" + ABOUT + ",'type':" + members + "}");

        assertThat(refusal.getMessage()).startsWith(sentence.replace('\'', '"'));
        assertThat(refusal.requestId()).contains(ID);
    }

    @Test
    void anAttemptThatIsHeldIsNamedWhole() {
        var refusal = refusal("{'type':'register','space_name':'x','held':[{" + ABOUT + ",'attempt':1}]}");

        assertThat(refusal).hasMessage("An attempt that is held has \"request_id\", \"attempt\" and \"lease\".");
    }

    @Test
    void aResultIsMeasuredInBytes() {
        var refusal = refusal("{'type':'inference_result'," + ABOUT + ",'status':'completed','result':{'x':'"
                + "€".repeat(ProtocolLimits.MAX_RESULT_BYTES / 3) + "'}}");

        assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(refusal).hasMessage("A result has at most 524288 bytes; put a larger one into a file.");
        assertThat(refusal.requestId()).contains(ID);
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(refusal("{'type':'drain','x':" + "[".repeat(200) + "]".repeat(200) + "}")
                        .code())
                .isEqualTo(ErrorCode.MALFORMED);
    }
}
