package dev.pulsegate.gateway.prototype;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.gateway.file.Form;
import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.testkit.http.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** The prototype's pages, and making spaces by its form. */
@GatewayServiceTest
class PrototypePagesIT {

    private static final String ADD = "/admin/space/add";
    private static final String EDIT = "/admin/space/edit/";
    private static final String ODD = "<img src=x onerror=alert(1)> & \"quoted\" '1' {page}";
    private static final String ODD_ESCAPED =
            "&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quoted&quot; &#39;1&#39; {page}";

    private final GatewayClient client = new GatewayClient();
    private final PrototypeClient person = new PrototypeClient(client, client.user);
    private final PrototypeClient admin = new PrototypeClient(client, client.admin);
    private final PrototypeClient nobody = new PrototypeClient(client, null);

    /** All the prototype's form says. */
    private static Map<String, String> form(String name) {
        var fields = new HashMap<String, String>();
        fields.put("name", name);
        fields.put("description", "A space of the prototype");
        fields.put("cover", "default.jpg");
        fields.put("cover_type", "image");
        fields.put("card_type", "websockets");
        fields.put("ws_enable_prompt", "on");
        fields.put("ws_enable_audio", "on");
        fields.put("ws_enable_video", "on");
        fields.put("ws_enable_file_upload", "on");
        fields.put("ws_rate_limit_seconds", "7");
        return fields;
    }

    private static Map<String, String> form(String name, String field, String value) {
        var fields = form(name);
        fields.put(field, value);
        return fields;
    }

    private static String newName() {
        return "TestSpace_" + UUID.randomUUID();
    }

    /** Makes a space by the form and returns its id. */
    private String added(Map<String, String> form) {
        var answer = admin.post(ADD, form);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(302);
        assertThat(answer.header("Location")).contains("/edit/");
        return answer.header("Location").replaceAll(".*/edit/", "");
    }

    private static String body(Answer answer) {
        assertThat(answer.header("Content-Type")).containsIgnoringCase("text/html;charset=utf-8");
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        var body = answer.response().body();
        assertThat(body).doesNotContain("<script>", "<style", "style=\"", "onclick=");
        return body;
    }

    @Test
    void aSpaceIsMadeAsTheFormSaysAndTheRedirectLeadsToItsPage() {
        var name = newName();
        var id = added(form(name));

        var space = client.get("/api/spaces/" + id, client.user).json();
        assertThat(space.get("name").textValue()).isEqualTo(name);
        assertThat(space.get("description").textValue()).isEqualTo("A space of the prototype");
        assertThat(space.get("inputs").toString()).isEqualTo("[\"prompt\",\"audio\",\"video\",\"file\"]");
        assertThat(space.get("cooldown_seconds").intValue()).isEqualTo(7);
        assertThat(space.get("worker_access").textValue()).isEqualTo("OPEN");
        assertThat(space.get("cover").isNull()).isTrue();
        var page = admin.get(EDIT + id);
        assertThat(page.status()).isEqualTo(200);
        assertThat(body(page)).contains(name, id, "未连接");
    }

    @Test
    void aFormWithFilesEncodingAndLittleInItMakesASpaceAsWell() {
        var name = newName();
        var answer = admin.post(
                ADD,
                new Form()
                        .field("name", " " + name + " ")
                        .field("csrf_token", "x")
                        .end());

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(302);
        var id = answer.header("Location").replaceAll(".*/edit/", "");
        var space = client.get("/api/spaces/" + id, client.user).json();
        assertThat(space.get("name").textValue()).isEqualTo(name);
        assertThat(space.get("inputs").toString()).isEqualTo("[\"prompt\"]");
        assertThat(space.get("cooldown_seconds").intValue()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "name, ''",
        "name, ' '",
        "name, a\tb",
        "card_type, standard",
        "ws_rate_limit_seconds, soon",
        "ws_rate_limit_seconds, -1",
        "ws_rate_limit_seconds, 86401",
        "ws_rate_limit_seconds, 99999999999"
    })
    void whatCannotBeIsSaidInTheFormWhichKeepsWhatWasWritten(String field, String value) {
        var answer = admin.post(ADD, form("Kept <b>", field, value));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(body(answer))
                .contains("role=\"alert\"", "A space of the prototype")
                .doesNotContain("Kept <b>");
    }

    @Test
    void tooMuchIsRefused() {
        assertThat(admin.post(ADD, form("n".repeat(101))).status()).isEqualTo(400);
        assertThat(admin.post(ADD, form(newName(), "description", "d".repeat(4001)))
                        .status())
                .isEqualTo(400);
        assertThat(admin.post(ADD, form(newName(), "description", "d".repeat(4_000_000)))
                        .status())
                .isEqualTo(413);
        assertThat(admin.post(
                                ADD,
                                new Form()
                                        .field("name", newName())
                                        .file("cover", "a.png", "image/png", "x")
                                        .end())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aNameThatIsTakenIsAConflict() {
        var name = newName();
        added(form(name));

        var again = admin.post(ADD, form(name.toUpperCase(Locale.ROOT)));

        assertThat(again.status()).isEqualTo(409);
        assertThat(body(again)).contains("already");
    }

    @Test
    void onlyAdministratorsMakeSpaces() {
        var name = newName();
        assertThat(person.post(ADD, form(name)).status()).isEqualTo(403);
        var anonymous = nobody.post(ADD, form(name));
        assertThat(anonymous.status()).isEqualTo(302);
        assertThat(anonymous.header("Location")).isEqualTo("/login?next=%2Fadmin%2Fspace%2Fadd");
        assertThat(admin.post(ADD, form(name), "Sec-Fetch-Site", "cross-site").status())
                .isEqualTo(403);
        assertThat(admin.post(ADD, form(name), "Origin", "https://evil.example").status())
                .isEqualTo(403);
        added(form(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin", "/admin/", "/admin/space/add"})
    void administratorsPagesAreForAdministrators(String path) {
        assertThat(admin.get(path).status()).isEqualTo(200);
        assertThat(body(admin.get(path))).contains("space");
        assertThat(person.get(path).status()).isEqualTo(403);
        body(person.get(path));
        var anonymous = nobody.get(path);
        assertThat(anonymous.status()).isEqualTo(302);
        assertThat(anonymous.header("Location")).startsWith("/login?next=%2Fadmin");
    }

    @Test
    void aSpaceIsChangedByTheSameForm() {
        var name = newName();
        var id = added(form(name));
        var changed = form(name + "2", "cover", "https://example.org/c.png");
        changed.remove("ws_enable_video");

        var answer = admin.post(EDIT + id, changed);

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo(EDIT + id);
        var space = client.get("/api/spaces/" + id, client.user).json();
        assertThat(space.get("name").textValue()).isEqualTo(name + "2");
        assertThat(space.get("cover").textValue()).isEqualTo("https://example.org/c.png");
        assertThat(space.get("inputs").toString()).isEqualTo("[\"prompt\",\"audio\",\"file\"]");
        assertThat(space.get("worker_access").textValue()).isEqualTo("OPEN");
        assertThat(admin.post(EDIT + id, form("")).status()).isEqualTo(400);
        assertThat(person.post(EDIT + id, form(name)).status()).isEqualTo(403);
        assertThat(admin.get(EDIT + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(admin.get(EDIT + "nonsense").status()).isEqualTo(404);
        assertThat(admin.post(EDIT + UUID.randomUUID(), form(newName())).status())
                .isEqualTo(404);
    }

    @Test
    void aSpacesPageSaysWhetherAnAppIsConnectedAndHowManyWait() {
        var space = client.space();
        var path = "/ai_project/" + space.id();
        assertThat(body(person.get(path)))
                .contains(space.name(), "✗", "未连接", "not connected", "Queue: 0")
                .doesNotContain("✓");
        client.submitted(space, client.user, "waits");
        assertThat(body(person.get(path))).contains("Queue: 1");
        try (var worker = client.worker(space, 1)) {
            assertThat(body(person.get(path))).contains("✓ 已连接").doesNotContain("未连接", "not connected", "✗");
            worker.awaitRequest();
        }
    }

    @Test
    void thePageHasAFormForWhatTheSpaceTakes() {
        var space = client.space("\"inputs\":[\"prompt\",\"file\"]");

        assertThat(body(person.get("/ai_project/" + space.id())))
                .contains("action=\"/websockets/submit/" + space.id(), "name=\"prompt\"", "name=\"other_file\"")
                .doesNotContain("name=\"video_file\"", "name=\"audio_url\"");
    }

    @Test
    void whoIsNotSignedInIsAskedToBeforeSeeingASpace() {
        var space = client.space();
        var answer = nobody.get("/ai_project/" + space.id());
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo("/login?next=%2Fai_project%2F" + space.id());
        assertThat(nobody.get("/").response().body()).doesNotContain(space.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"01a20051-8a1b-767c-9a77-b325aa3acad3", "nonsense", "%3Cscript%3E"})
    void whatIsNoSpaceIsNotFound(String id) {
        var answer = person.get("/ai_project/" + id);

        assertThat(answer.status()).isEqualTo(404);
        body(answer);
    }

    @Test
    void theStartPageIsTheAppsWithTheSpacesInIt() {
        var space = client.space();

        var page = body(person.get("/"));

        assertThat(person.get("/").header("Cache-Control")).isEqualTo("no-cache");
        assertThat(page)
                .as("the app with its script, and the list")
                .contains("<title>PulseGate</title>", "type=\"module\"", "<noscript>", "/ai_project/" + space.id());
        assertThat(page.indexOf("</body>")).isEqualTo(page.lastIndexOf("</body>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "999999", "-1", "x", "99999999999999999999", "%3Cb%3E"})
    void listsArePagedAndNoPageNumberIsAnError(String page) {
        client.space();
        for (var path : new String[] {"/", "/admin/"}) {
            var answer = admin.get(path + "?page=" + page);
            assertThat(answer.status()).isEqualTo(200);
            body(answer);
        }
    }

    @Test
    void whatPeopleWriteIsShownAndNeverInterpreted() {
        var name = ODD + UUID.randomUUID();
        var id = added(form(name, "description", ODD));
        for (var path : new String[] {"/", "/admin/", EDIT + id, "/ai_project/" + id}) {
            assertThat(body(admin.get(path))).as(path).doesNotContain("<img src=x");
        }
        assertThat(body(admin.get("/ai_project/" + id))).contains(ODD_ESCAPED);
        assertThat(body(admin.post(ADD, form(name))))
                .doesNotContain("<img src=x")
                .contains("already");
    }
}
