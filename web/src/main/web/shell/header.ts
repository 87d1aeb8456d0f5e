// The bar on top: where one is, and the choices that hold everywhere.

import { html, nothing, type TemplateResult } from 'lit';

import { explain } from '../core/api.ts';
import { notify } from '../core/announce.ts';
import { chooseLocale, LOCALE_NAMES, LOCALES, locale } from '../core/i18n.ts';
import { remember, remembered } from '../core/preferences.ts';
import { account, isAdmin, signOut } from '../core/session.ts';
import { chooseTheme, theme, THEMES } from '../core/theme.ts';
import { HOME, routes } from '../routes.ts';
import { titles } from '../titles.ts';
import { icon } from '../ui/icons.ts';
import { shellMessages } from './messages.ts';

export function header(currentPath: string, signingIn: boolean): TemplateResult {
  const m = shellMessages();
  return html`
    <header class="app-header">
      <a class="brand" href=${HOME} aria-label=${m.home}>
        <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
          <rect width="32" height="32" rx="8"></rect>
          <path d="M4 18h6l2-5 3 11 4-18 3 14 2-4h4"></path>
        </svg>
        <span>PulseGate</span>
      </a>
      ${account.value ? navigation(currentPath) : nothing}
      ${account.value ? nextStep(currentPath) : nothing}
      <div class="app-header-end">
        ${settings()}
        ${account.value ? accountMenu(account.value.name)
          : signingIn || account.value === undefined ? nothing : html`<a class="button" href="/signin">${m.signIn}</a>`}
      </div>
    </header>`;
}

function navigation(currentPath: string): TemplateResult {
  const entries = routes.filter(route => route.navigation !== undefined && (route.access !== 'admin' || isAdmin()));
  return html`
    <nav class="app-navigation" aria-label=${shellMessages().navigation}>
      <ul>
        ${entries.map(route => {
          const here = currentPath === route.path || currentPath.startsWith(`${route.path}/`);
          return html`<li><a href=${route.path} aria-current=${here ? 'page' : nothing}>${route.navigation!()}</a></li>`;
        })}
      </ul>
    </nav>`;
}

/** Tells who is new what there is beside the ECG, until they have been there. */
function nextStep(currentPath: string): TemplateResult | typeof nothing {
  if (currentPath.startsWith('/spaces') || currentPath.startsWith('/manage')) {
    remember('next-step', 'taken');
  }
  return currentPath !== HOME || remembered('next-step') !== null ? nothing
    : html`<a class="next-step" href="/spaces">${shellMessages().nextStep} <span aria-hidden="true">→</span></a>`;
}

function settings(): TemplateResult {
  const m = shellMessages();
  const themeNames = { system: m.system, light: m.light, dark: m.dark };
  return html`
    <button type="button" class="button icon-button quiet" popovertarget="settings-menu" aria-label=${m.settings}>
      ${icon('globe')}
    </button>
    <div id="settings-menu" class="menu" popover>
      <fieldset>
        <legend>${m.language}</legend>
        ${LOCALES.map(each => choice('locale', each, LOCALE_NAMES[each], locale.value === each, () => chooseLocale(each), each))}
      </fieldset>
      <fieldset>
        <legend>${m.colours}</legend>
        ${THEMES.map(each => choice('theme', each, themeNames[each], theme.value === each, () => chooseTheme(each)))}
      </fieldset>
    </div>`;
}

function choice(
  name: string, value: string, label: string, checked: boolean, choose: () => void, lang?: string,
): TemplateResult {
  return html`
    <label class="menu-choice" lang=${lang ?? nothing}>
      <input type="radio" name=${name} value=${value} .checked=${checked} @change=${choose}>
      <span>${label}</span>
    </label>`;
}

function accountMenu(name: string): TemplateResult {
  const m = shellMessages();
  const leave = async () => {
    try {
      await signOut();
    } catch (failure) {
      notify(explain(failure), 'danger');
    }
  };
  return html`
    <button type="button" class="button quiet account-button" popovertarget="account-menu" aria-label=${m.account(name)}>
      ${icon('user')}<span class="account-name">${name}</span>
    </button>
    <div id="account-menu" class="menu" popover>
      <p class="menu-heading"><strong>${name}</strong>${isAdmin() ? html`<span>${m.administrator}</span>` : nothing}</p>
      <a class="menu-item" href="/requests" @click=${closeMenu}>${titles().requests}</a>
      <a class="menu-item" href="/account" @click=${closeMenu}>${titles().account}</a>
      <button type="button" class="menu-item" @click=${leave}>${m.signOut}</button>
    </div>`;
}

function closeMenu(event: Event): void {
  (event.currentTarget as HTMLElement).closest<HTMLElement>('[popover]')?.hidePopover();
}
