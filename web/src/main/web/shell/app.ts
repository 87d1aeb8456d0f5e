// The app's frame: header, the page the address stands for, notices.

import { html, type PropertyValues, type TemplateResult } from 'lit';

import { locale } from '../core/i18n.ts';
import { address, followLinks, match, navigate, type Match } from '../core/router.ts';
import { account, farewell, isAdmin, unreachable, whoIsSignedIn } from '../core/session.ts';
import { theme } from '../core/theme.ts';
import { View } from '../core/view.ts';
import { HOME, routes, SIGN_IN, type AppRoute } from '../routes.ts';
import { emptyState } from '../ui/blocks.ts';
import { header } from './header.ts';
import { shellMessages } from './messages.ts';
import { notices } from './notices.ts';

/** A page's element; the router tells it the segments of its path. */
interface PageElement extends HTMLElement {
  params?: Readonly<Record<string, string>>;
}

type Shown =
  | { readonly kind: 'nothing-yet' | 'unknown' | 'unreachable' | 'admins-only' | 'failed' }
  | { readonly kind: 'page'; readonly match: Match; readonly element: PageElement };

class PulseApp extends View {
  #shown: Shown = { kind: 'nothing-yet' };
  #place = '';
  #moved = false;

  constructor() {
    super();
    this.watch(account, theme);
    this.whileConnected(() => followLinks(path => path === '/' || match(routes, path) !== null));
    for (const each of [address, account, unreachable]) {
      this.whileConnected(() => each.subscribe(() => void this.#decide()));
    }
    this.whileConnected(() => locale.subscribe(() => this.#showTitle()));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void whoIsSignedIn();
  }

  protected override render(): TemplateResult {
    const m = shellMessages();
    const path = this.#shown.kind === 'page' ? this.#shown.match.route.path : '';
    return html`
      <a class="skip-link" href="#main" @click=${this.#skip}>${m.skip}</a>
      ${header(path, path === SIGN_IN || path === '/signup')}
      <main id="main" tabindex="-1">${this.#content()}</main>
      ${notices()}`;
  }

  #content(): unknown {
    const m = shellMessages();
    const toStart = html`<a class="button" href=${HOME}>${m.toStart}</a>`;
    const again = html`<button type="button" class="button" @click=${() => this.#again()}>${m.tryAgain}</button>`;
    switch (this.#shown.kind) {
      case 'nothing-yet':
        return '';
      case 'page':
        return this.#shown.element;
      case 'unknown':
        return emptyState({ icon: 'info', heading: m.unknownTitle, text: m.unknownText, action: toStart });
      case 'admins-only':
        return emptyState({ icon: 'info', heading: m.adminsOnly, text: m.adminsOnlyText, action: toStart });
      case 'unreachable':
        return emptyState({ icon: 'warning', heading: m.unreachable, text: m.unreachableText, action: again });
      case 'failed':
        return emptyState({ icon: 'warning', heading: m.pageFailed, text: m.unreachableText, action: again });
    }
  }

  /** Finds out what the address and the account make of this page. */
  async #decide(): Promise<void> {
    const { pathname } = new URL(address.value, location.origin);
    if (account.value === undefined) {
      this.#show(unreachable.value ? { kind: 'unreachable' } : { kind: 'nothing-yet' }, '');
      return;
    }
    const signedIn = account.value !== null;
    if (pathname === '/' || (signedIn && (pathname === SIGN_IN || pathname === '/signup'))) {
      navigate(HOME, 'replace');
      return;
    }
    const wanted = match(routes, pathname);
    if (wanted === null) {
      this.#show({ kind: 'unknown' }, pathname);
    } else if (!signedIn && wanted.route.access !== 'anyone') {
      // In place of the page: whoever signs in finds it where it was.
      await this.#open(match(routes, SIGN_IN)!, `sign-in ${pathname}`);
    } else if (wanted.route.access === 'admin' && !isAdmin()) {
      this.#show({ kind: 'admins-only' }, pathname);
    } else {
      await this.#open(wanted, `${account.value?.id ?? ''} ${pathname}`);
    }
  }

  async #open(wanted: Match, place: string): Promise<void> {
    if (place === this.#place && this.#shown.kind === 'page') {
      return;
    }
    this.#place = place;
    try {
      await wanted.route.load();
    } catch (failure) {
      console.error(failure);
      this.#show({ kind: 'failed' }, place);
      return;
    }
    if (place === this.#place) {
      const element = document.createElement(wanted.route.element) as PageElement;
      element.params = wanted.params;
      this.#show({ kind: 'page', match: wanted, element }, place);
    }
  }

  #show(shown: Shown, place: string): void {
    this.#moved = this.#shown.kind !== 'nothing-yet';
    this.#place = place;
    this.#shown = shown;
    if (shown.kind === 'page' && (shown.match.route as AppRoute).access !== 'anyone') {
      farewell.value = null;
    }
    this.#showTitle();
    this.requestUpdate();
  }

  #showTitle(): void {
    const title = this.#shown.kind === 'page' ? `${this.#shown.match.route.title()} · PulseGate` : 'PulseGate';
    document.title = title;
  }

  protected override updated(_changed: PropertyValues): void {
    if (this.#moved && this.#shown.kind === 'page') {
      this.#moved = false;
      // As a browser does for a new page: begin at the top, and read from there.
      scrollTo(0, 0);
      this.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true });
    }
  }

  #again(): void {
    if (this.#shown.kind === 'failed') {
      location.reload();
    } else {
      void whoIsSignedIn();
    }
  }

  readonly #skip = (event: Event) => {
    event.preventDefault();
    this.querySelector<HTMLElement>('#main')?.focus();
  };
}

customElements.define('pulse-app', PulseApp);
