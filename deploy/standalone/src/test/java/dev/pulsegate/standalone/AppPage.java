package dev.pulsegate.standalone;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;

/** What is found on the app's pages, and how long it may take to get there. */
final class AppPage {

    static final LocatorAssertions.IsVisibleOptions SOON = new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);
    static final LocatorAssertions.ContainsTextOptions TEXT_SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    private AppPage() {}

    static LocatorAssertions.HasTextOptions soonText() {
        return new LocatorAssertions.HasTextOptions().setTimeout(60_000);
    }

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
