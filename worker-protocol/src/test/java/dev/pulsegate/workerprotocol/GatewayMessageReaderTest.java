package dev.pulsegate.workerprotocol;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GatewayMessageReaderTest {

    private static final String REQUEST = """
            {'type':'inference_request','request_id':'r','attempt':2,'lease':'l','space_name':'S','username':'alice',
             'deadline':'2030-01-01T00:00:00Z','payload':{'prompt':'hi','audio_url':'http://a','timestamp':1},
             'files':[{'name':'a.wav','kind':'audio','content_type':'audio/wav','size':7,'url':'/f/a'}],
             'upload':{'put_url':'/p','final_url':'/f','content_type':'image/png'}}""";

    private final GatewayMessageReader reader = new GatewayMessageReader();

    private GatewayMessage read(String json) throws InvalidMessageException {
        return reader.read(json.replace('\'', '"'));
    }

    @Test
    void aRequestIsReadWhole() throws InvalidMessageException {
        assertThat(read(REQUEST)).isInstanceOfSatisfying(InferenceRequest.class, request -> {
            assertThat(request.attempt()).isEqualTo(new Attempt("r", 2, "l"));
            assertThat(request.space()).isEqualTo("S");
            assertThat(request.username()).isEqualTo("alice");
            assertThat(request.deadline()).isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
            assertThat(request.prompt()).contains("hi");
            assertThat(request.audioUrl()).contains("http://a");
            assertThat(request.files()).isEqualTo(List.of(new InputFile("a.wav", "audio", "audio/wav", 7, "/f/a")));
            assertThat(request.upload()).contains(new UploadTarget("/p", "/f", "image/png"));
        });
    }

    @Test
    void aRequestNeedsNoFilesNoUploadAndNoUsername() throws InvalidMessageException {
        var message = read("{'type':'inference_request','request_id':'r','attempt':1,'lease':'l','space_name':'S',"
                + "'deadline':'2030-01-01T00:00:00Z','payload':{},'files':null,'later':{'more':1}}");

        assertThat(message).isInstanceOfSatisfying(InferenceRequest.class, request -> {
            assertThat(request.username()).isEmpty();
            assertThat(request.files()).isEmpty();
            assertThat(request.upload()).isEmpty();
            assertThat(request.prompt()).isEmpty();
        });
    }

    @Test
    void theOtherMessagesAreRead() throws InvalidMessageException {
        assertThat(read("{'type':'register_response','success':true,'message':'m','connection_id':'c',"
                        + "'space_id':'1','spaces':[{'id':'1','name':'A'},{'id':'2','name':'B'}]}"))
                .isEqualTo(new GatewayMessage.Registered(
                        "m",
                        "c",
                        List.of(new GatewayMessage.SpaceName("1", "A"), new GatewayMessage.SpaceName("2", "B"))));
        assertThat(read("{'type':'register_response','success':false,'message':'no'}"))
                .isEqualTo(new GatewayMessage.RegistrationRefused("no"));
        assertThat(read("{'type':'inference_result_response','request_id':'r','attempt':1,'accepted':false}"))
                .isEqualTo(new GatewayMessage.ResultResponse("r", 1, false, ""));
        assertThat(read("{'type':'inference_cancel','request_id':'r','attempt':1,'reason':'why'}"))
                .isEqualTo(new GatewayMessage.Cancel("r", 1, "why"));
        assertThat(read("{'type':'drain'}")).isEqualTo(new GatewayMessage.Drain());
        assertThat(read("{'type':'reconnect','after_millis':0}")).isEqualTo(new GatewayMessage.Reconnect(0));
        assertThat(read("{'type':'error','code':'stale_attempt','message':'m','request_id':'r','attempt':3}"))
                .isEqualTo(new GatewayMessage.Refused("stale_attempt", "m", "r", 3));
        assertThat(read("{'type':'error','code':'malformed','message':'m'}"))
                .isEqualTo(new GatewayMessage.Refused("malformed", "m", null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{'type':1}",
                "{'type':''}",
                "{'type':'Drain'}",
                "{'type':'drain'} {'type':'drain'}",
                "{'type':'drain','type':'drain'}",
                "{'type':'register_response'}",
                "{'type':'register_response','success':'yes'}",
                "{'type':'register_response','success':true,'spaces':['A']}",
                "{'type':'inference_result_response','request_id':'r','attempt':1}",
                "{'type':'inference_cancel','request_id':'r'}",
                "{'type':'inference_cancel','request_id':'r','attempt':0}",
                "{'type':'inference_cancel','request_id':'r','attempt':1.5}",
                "{'type':'inference_cancel','request_id':'r','attempt':99999999999}",
                "{'type':'inference_cancel','request_id':7,'attempt':1}",
                "{'type':'error','message':'m'}",
                "{'type':'reconnect'}",
                "{'type':'reconnect','after_millis':-1}",
                "{'type':'reconnect','after_millis':600001}",
                "{'type':'reconnect','after_millis':'350'}",
            })
    void whatIsNoMessageIsRefused(String frame) {
        assertThatThrownBy(() -> read(frame)).isInstanceOf(InvalidMessageException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'attempt':2 | 'attempt':-1 | \"attempt\" is a whole number from 1 to 2147483647.",
                "'lease':'l' | 'lease':null | \"lease\" is missing.",
                "'space_name':'S' | 'space_name':{} | \"space_name\" is a string of 1 to 200 characters.",
                "'username':'alice' | 'username':1 | \"username\" is a string.",
                "2030-01-01T00:00:00Z | tomorrow | \"deadline\" is a time as ISO 8601 has it, in UTC.",
                "'size':7 | 'size':-7 | \"size\" is a whole number from 0.",
                "'put_url':'/p' | 'put_url':'' | \"put_url\" is a string of 1 to 8192 characters.",
                "'payload':{ | 'payload':1,'other':{ | \"payload\" is an object.",
                "'files':[ | 'files':1,'other':[ | \"files\" is a list of at most 100 objects.",
                "'files':[ | 'files':[1, | \"files\" is a list of at most 100 objects.",
            })
    void aRequestWithAWrongMemberIsRefusedAndNamesIt(String right, String wrong, String message) {
        assertThat(REQUEST).contains(right);
        assertThatThrownBy(() -> read(REQUEST.replace(right, wrong)))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessage(message);
    }

    @Test
    void deepNestingIsRefused() {
        var deep = "{'type':'drain','x':" + "[".repeat(200) + "]".repeat(200) + "}";

        assertThatThrownBy(() -> read(deep)).isInstanceOf(InvalidMessageException.class);
    }

    @Test
    void anUnknownTypeIsQuotedShortAndClean() {
        assertThatThrownBy(() -> read("{'type':'a\\u0007" + "b".repeat(150) + "'}"))
                .hasMessage("Its type is not known: \"a?" + "b".repeat(58) + "…\".");
    }
}
