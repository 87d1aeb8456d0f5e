package dev.pulsegate.standalone;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** What is found on the app's pages. */
final class AppPage {

    private AppPage() {}

    static void send(Page page, String prompt) {
        page.locator("#prompt").fill(prompt);
        button(page, "Send").click();
    }

    static Locator request(Page page, String state) {
        return page.locator(".request[data-state=" + state + "]");
    }

    static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .first();
    }

    static Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name))
                .first();
    }
}
