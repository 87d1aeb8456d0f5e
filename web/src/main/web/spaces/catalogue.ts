// The spaces there are, with how each stands just now.

import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { api, explain, type Page } from '../core/api.ts';
import { isAdmin } from '../core/session.ts';
import { View } from '../core/view.ts';
import { titles } from '../titles.ts';
import { complaint, emptyState, loading } from '../ui/blocks.ts';
import { input } from '../ui/field.ts';
import { icon } from '../ui/icons.ts';
import { cover } from './cover.ts';
import { LiveStatuses } from './live.ts';
import { spacesMessages } from './messages.ts';
import type { Space } from './model.ts';
import { connectionBadge, statusLine } from './status.ts';

const PAGE_SIZE = 200;
const SEARCH_FROM = 5;

class SpacesPage extends View {
  #spaces: Space[] | null = null;
  #problem: string | null = null;
  #search = '';
  readonly #live = new LiveStatuses();

  constructor() {
    super();
    this.watch(this.#live.statuses, this.#live.live);
    this.whileConnected(() => {
      void this.#load();
      return this.#live.follow();
    });
    // One that is new or gone is in the live state first.
    this.whileConnected(() => this.#live.statuses.subscribe(statuses => {
      const known = new Set(this.#spaces?.map(space => space.id));
      if (this.#spaces !== null && [...statuses?.keys() ?? []].some(id => !known.has(id))) {
        void this.#load();
      }
    }));
  }

  async #load(): Promise<void> {
    try {
      const spaces: Space[] = [];
      let total = 1;
      for (let page = 0; spaces.length < total; page++) {
        const found = await api.get<Page<Space>>(`/api/spaces?page=${page}&size=${PAGE_SIZE}`);
        spaces.push(...found.items);
        total = found.items.length === 0 ? 0 : found.total;
      }
      this.#spaces = isAdmin() ? spaces : spaces.filter(space => space.enabled);
      this.#problem = null;
    } catch (failure) {
      this.#problem = explain(failure);
    }
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const m = spacesMessages();
    if (this.#spaces !== null && this.#spaces.length === 0) {
      return this.#none();
    }
    return html`
      <div class="page">
        <header class="page-head">
          <div>
            <h1>${titles().spaces}</h1>
            <p class="soft">${m.lead}</p>
          </div>
          <div class="page-actions">
            <a class="button" href="/requests">${icon('list')}${m.myRequests}</a>
            ${isAdmin() ? html`<a class="button" href="/manage/spaces/new">${icon('plus')}${m.create}</a>` : nothing}
          </div>
        </header>
        ${this.#problem === null ? nothing : complaint(this.#problem)}
        ${this.#live.live.value ? nothing : html`<p class="note" role="status">${m.connectionLost}</p>`}
        ${this.#spaces === null ? (this.#problem === null ? loading() : nothing) : this.#list(this.#spaces)}
      </div>`;
  }

  #none(): TemplateResult {
    const m = spacesMessages();
    return isAdmin()
      ? emptyState({
        icon: 'plus', heading: m.noneTitle, text: m.noneAdmin,
        action: html`<a class="button primary" href="/manage/spaces/new">${m.createFirst}</a>`,
      })
      : emptyState({
        icon: 'info', heading: m.noneTitle, text: m.nonePeople, action: html`<a class="button" href="/monitor">${m.toMonitor}</a>`,
      });
  }

  #list(spaces: readonly Space[]): TemplateResult {
    const m = spacesMessages();
    const wanted = this.#search.trim().toLocaleLowerCase();
    const found = spaces.filter(space => `${space.name} ${space.description}`.toLocaleLowerCase().includes(wanted));
    return html`
      ${spaces.length < SEARCH_FROM ? nothing : html`
        <div class="search">
          ${input({
            id: 'search', label: m.search, type: 'search', hint: m.searchHint, value: this.#search,
            onInput: value => {
              this.#search = value;
              this.requestUpdate();
            },
          })}
        </div>`}
      ${found.length === 0 ? html`<p class="soft" role="status">${m.nothingFound}</p>` : nothing}
      <ul class="space-grid">
        ${repeat(found, space => space.id, space => this.#card(space))}
      </ul>`;
  }

  #card(space: Space): TemplateResult {
    const status = this.#live.of(space.id);
    return html`
      <li class="card space-card">
        ${cover(space)}
        <div class="space-card-text">
          <h2><a href="/spaces/${space.id}">${space.name}</a></h2>
          <p class="space-description">${space.description}</p>
          <p class="space-state">
            ${connectionBadge(status, space.enabled)}
            <span class="soft">${statusLine(status)}</span>
          </p>
        </div>
      </li>`;
  }
}

customElements.define('spaces-page', SpacesPage);
