package dev.pulsegate.standalone;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.pulsegate.standalone.AppPage.button;
import static dev.pulsegate.standalone.AppPage.link;
import static dev.pulsegate.standalone.MonitorPage.awaitLive;
import static dev.pulsegate.standalone.MonitorPage.heartRate;
import static dev.pulsegate.standalone.MonitorPage.inkedPixels;
import static org.assertj.core.api.Assertions.assertThat;

/** How people get into the app, in a real browser, and are asked to again. */
class SignInInBrowserIT {

    @RegisterExtension
    static final SharedApp APP = new SharedApp();

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void fromSigningUpToAnEcgWithItsHeartRate() {
        try (var window = APP.visitor().window(1280, 800)) {
            var page = window.tab("/");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Create an account"))
                    .click();
            page.getByLabel("Name").fill("zoe-" + UUID.randomUUID());
            page.getByLabel("Password").fill("short");
            page.getByLabel("Password").press("Enter");
            assertThat(page.locator("sign-up-page")).isVisible();

            page.getByLabel("Password").fill(AppVisitor.PASSWORD);
            page.getByLabel("Password").press("Enter");

            awaitLive(page);
            assertThat(heartRate(page)).isBetween(65, 80);
            assertThat(inkedPixels(page)).isGreaterThan(500);
        }
    }

    @Test
    void aWrongPasswordIsSaidPlainlyAndATakenNameToo() {
        try (var window = APP.visitor().window(1280, 800)) {
            var page = window.tab("/signin");
            page.getByLabel("Name").fill("admin");
            page.getByLabel("Password").fill("not the password");
            page.getByLabel("Password").press("Enter");
            assertThat(page.locator(".complaint")).containsText("There is no such name and password.");

            page.navigate("/signup");
            page.getByLabel("Name").fill("ADMIN");
            page.getByLabel("Password").fill(AppVisitor.PASSWORD);
            page.getByLabel("Password").press("Enter");
            assertThat(page.locator(".complaint")).containsText("This name is taken.");
        }
    }

    @Test
    void anAdministratorSeesWhoDidWhatAndFromWhere() {
        try (var person = APP.visitor().signedUp("cara");
                var window = APP.visitor().signedIn(1280, 800)) {
            assertThat(AppVisitor.post(person, "/api/auth/logout", Map.of()).status())
                    .isEqualTo(204);
            var markup = "<b>" + UUID.randomUUID() + "</b>";
            AppVisitor.post(window, "/api/auth/keys", Map.of("name", markup, "kind", "WORKER", "spaces", List.of("*")));
            var page = window.tab("/manage");
            link(page, "Audit log").click();

            page.getByLabel("Who").fill(APP.visitor().nameOf("cara").toUpperCase(Locale.ROOT));
            assertThat(page.locator("tbody tr")).hasCount(2);
            assertThat(page.locator("tbody tr").first())
                    .containsText(Pattern.compile("cara-.*Signed out.*done.*127\\.0\\.0\\.1"));
            page.getByLabel("What").selectOption("REGISTER");
            assertThat(page.locator("tbody tr")).hasCount(1);
            page.getByLabel("Outcome").selectOption("REFUSED");
            assertThat(page.getByText("No event matches.")).isVisible();

            page.getByLabel("Who").fill("");
            page.getByLabel("Outcome").selectOption("SUCCEEDED");
            page.getByLabel("What").selectOption("KEY_CREATE");
            assertThat(page.locator("tbody tr").first()).containsText(markup);
        }
    }

    @Test
    void aRevokedSessionLeadsToTheSignInPageAndBackToWhereOneWas() throws Exception {
        try (var window = APP.visitor().window(1280, 800);
                var elsewhere = APP.visitor().window(1280, 800)) {
            var name = "rev-" + UUID.randomUUID();
            assertThat(AppVisitor.post(
                                    window, "/api/auth/register", Map.of("name", name, "password", AppVisitor.PASSWORD))
                            .status())
                    .isEqualTo(201);
            var page = window.tab("/monitor?stream=mitdb_119_excerpt");
            awaitLive(page);

            AppVisitor.post(elsewhere, "/api/auth/login", Map.of("name", name, "password", AppVisitor.PASSWORD));
            var sessions = JSON.readTree(
                    elsewhere.context().request().get("/api/auth/sessions").text());
            for (var session : sessions.get("items")) {
                if (!session.get("current").booleanValue()) {
                    elsewhere
                            .context()
                            .request()
                            .delete("/api/auth/sessions/" + session.get("id").textValue());
                }
            }

            assertThat(page.locator(".note")).containsText("Your session has ended.");
            page.getByLabel("Name").fill(name);
            page.getByLabel("Password").fill(AppVisitor.PASSWORD);
            page.getByLabel("Password").press("Enter");
            awaitLive(page);
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("mitdb_119_excerpt")))
                    .isVisible();
        }
    }

    @Test
    void aRevokedSessionEndsByItselfAndGoesOnWhereItWas() throws Exception {
        APP.visitor().makeSpace(Map.of("name", "guarded"));
        try (var window = APP.visitor().signedUp("rex");
                var elsewhere = APP.visitor().window()) {
            var page = window.tab("/spaces");
            link(page, "guarded").click();
            assertThat(page.locator("#prompt")).isVisible();
            APP.visitor().signIn(elsewhere, APP.visitor().nameOf("rex"), AppVisitor.PASSWORD);
            var account = elsewhere.tab("/account");
            button(account, "End all others").click();
            assertThat(account.locator("my-sessions li")).hasCount(1);

            assertThat(page.locator(".note")).containsText("Your session has ended.");
            page.getByLabel("Name").fill(APP.visitor().nameOf("rex"));
            page.getByLabel("Password").fill(AppVisitor.PASSWORD);
            page.getByLabel("Password").press("Enter");
            assertThat(page.locator("h1")).containsText("guarded");

            var second = window.tab("/account");
            assertThat(second.locator("my-sessions li")).hasCount(2);
            second.locator("my-sessions").getByText("Sign out").click();
            assertThat(page.locator(".note")).containsText("You signed out in another tab.");
        }
    }

    @Test
    void signingOutInOneTabSignsTheOtherOut() {
        try (var window = APP.visitor().signedIn(1280, 800)) {
            var first = window.tab("/monitor");
            var second = window.tab("/monitor");
            awaitLive(first);
            awaitLive(second);

            signOut(second);

            assertThat(second.locator(".note")).containsText("You have signed out.");
            assertThat(first.locator(".note")).containsText("You signed out in another tab.");
        }
    }

    @Test
    void whySigningOutEndedTheSessionIsToldAlsoWhereSocketsCloseFirst() {
        try (var window = APP.visitor().signedIn(1280, 800)) {
            var first = window.tab("/monitor");
            var second = window.tab("/monitor");
            awaitLive(first);
            awaitLive(second);
            var ended = "Your session has ended";
            second.route("**/api/auth/logout", route -> {
                var answer = route.fetch();
                assertThat(first.locator(".note")).containsText(ended);
                assertThat(second.locator(".note")).containsText(ended);
                route.fulfill(new Route.FulfillOptions().setResponse(answer));
            });

            signOut(second);

            assertThat(second.locator(".note")).containsText("You have signed out.");
            assertThat(first.locator(".note")).containsText("You signed out in another tab.");
        }
    }

    private static void signOut(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Account of admin"))
                .click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
    }
}
