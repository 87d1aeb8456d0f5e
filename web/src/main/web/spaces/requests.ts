// All requests of mine, and one by itself.

import { html, nothing, type TemplateResult } from 'lit';

import { api, explain, type Page } from '../core/api.ts';
import { address, navigate } from '../core/router.ts';
import { View } from '../core/view.ts';
import { titles } from '../titles.ts';
import { complaint, emptyState, loading } from '../ui/blocks.ts';
import { select } from '../ui/field.ts';
import { spacesMessages } from './messages.ts';
import { STATES, type Request } from './model.ts';
import { requestList } from './request-list.ts';
import './request-view.ts';

const PAGE_SIZE = 30;

class RequestsPage extends View {
  #requests: Request[] | null = null;
  #total = 0;
  #problem: string | null = null;
  #query = '';

  constructor() {
    super();
    this.watch(address);
    this.whileConnected(() => address.subscribe(() => void this.#load()));
    this.whileConnected(() => {
      void this.#load();
      return () => {};
    });
  }

  /** Loads the list from its beginning, or what follows the last one shown. */
  async #load(more = false): Promise<void> {
    const { pathname, searchParams: asked } = new URL(address.value, location.origin);
    if (pathname !== '/requests') {
      return;
    }
    const wanted = new URLSearchParams({ size: String(PAGE_SIZE) });
    for (const name of ['space', 'status']) {
      asked.getAll(name).forEach(value => wanted.append(name, value));
    }
    this.#query = wanted.toString();
    const query = this.#query;
    const last = this.#requests?.at(-1);
    if (more && last !== undefined) {
      wanted.set('before', last.id);
    }
    try {
      const found = await api.get<Page<Request>>(`/api/requests?${wanted}`);
      if (query !== this.#query) {
        return;
      }
      this.#requests = more ? [...this.#requests ?? [], ...found.items] : found.items;
      this.#total = more ? this.#total : found.total;
      this.#problem = null;
    } catch (failure) {
      this.#problem = explain(failure);
    }
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const m = spacesMessages();
    const asked = new URL(address.value, location.origin).searchParams;
    const narrowed = asked.has('status') || asked.has('space');
    if (this.#requests?.length === 0 && !narrowed) {
      return emptyState({
        icon: 'list', heading: m.noRequestsTitle, text: m.noRequests, action: html`<a class="button primary" href="/spaces">${m.toSpaces}</a>`,
      });
    }
    return html`
      <div class="page narrow">
        <header class="page-head">
          <div>
            <h1>${titles().requests}</h1>
            <p class="soft">${m.requestsLead}</p>
          </div>
          <div class="state-filter">${this.#filter(asked)}</div>
        </header>
        ${this.#problem === null ? nothing : complaint(this.#problem)}
        ${this.#requests === null ? (this.#problem === null ? loading() : nothing) : this.#list(this.#requests)}
      </div>`;
  }

  #filter(asked: URLSearchParams): TemplateResult {
    const m = spacesMessages();
    return select({
      id: 'state', label: m.state, value: asked.get('status') ?? '',
      options: [['', m.anyState], ...STATES.map(state => [state, m.states[state]] as const)],
      onChange: state => {
        const query = new URLSearchParams(asked);
        query.delete('status');
        if (state !== '') {
          query.set('status', state);
        }
        navigate(query.size === 0 ? '/requests' : `/requests?${query}`, 'replace');
      },
    });
  }

  #list(requests: readonly Request[]): TemplateResult {
    const m = spacesMessages();
    return requests.length === 0 ? html`<p class="soft" role="status">${m.noMatch}</p>` : html`
      <div class="card list-card">
        ${requestList(requests, request => `/requests/${request.id}`, { shown: null, withSpace: true })}
      </div>
      ${requests.length < this.#total
        ? html`<button type="button" class="button" @click=${() => this.#load(true)}>${m.showMore}</button>` : nothing}`;
  }
}

class RequestPage extends View {
  params: Readonly<Record<string, string>> = {};
  #request: Request | null = null;

  constructor() {
    super();
    this.whileConnected(() => {
      void this.#load();
      return () => {};
    });
  }

  async #load(): Promise<void> {
    try {
      this.#request = await api.get<Request>(`/api/requests/${this.params['id']}`);
      this.requestUpdate();
    } catch {
      // The view beneath says what is wrong.
    }
  }

  protected override render(): TemplateResult {
    const m = spacesMessages();
    return html`
      <div class="page narrow">
        <header class="page-head">
          <div>
            <p class="soft"><a href="/requests">${m.toRequests}</a></p>
            <h1>${this.#request?.space_name ?? titles().request}</h1>
          </div>
          <div class="page-actions">
            ${this.#request === null ? nothing : html`<a class="button" href="/spaces/${this.#request.space_id}">${m.openSpace}</a>`}
          </div>
        </header>
        <section class="card"><request-view .requestId=${this.params['id']}></request-view></section>
      </div>`;
  }
}

customElements.define('requests-page', RequestsPage);
customElements.define('request-page', RequestPage);
