// One space: what it is, how it stands, a form to send it a request, and what came of those sent.

import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';

import { api, explain, Problem, type Page } from '../core/api.ts';
import { follow } from '../core/events.ts';
import { address, navigate } from '../core/router.ts';
import { isAdmin } from '../core/session.ts';
import { View } from '../core/view.ts';
import { titles } from '../titles.ts';
import { complaint, emptyState, loading } from '../ui/blocks.ts';
import { icon } from '../ui/icons.ts';
import { cover } from './cover.ts';
import { spacesMessages } from './messages.ts';
import { isOver, type Allowance, type Request, type Space, type SpaceStatus } from './model.ts';
import type { RequestForm } from './request-form.ts';
import './request-form.ts';
import { requestList } from './request-list.ts';
import './request-view.ts';
import { connectionBadge, statusFacts } from './status.ts';

const HISTORY_SIZE = 10;
const HISTORY_MILLIS = 1500;

class SpacePage extends View {
  params: Readonly<Record<string, string>> = {};
  #space: Space | null = null;
  #status: SpaceStatus | null = null;
  #allowance: Allowance | null = null;
  #history: Page<Request> | null = null;
  #problem: string | null = null;
  #gone = false;
  #live = true;
  #historyTimer = 0;
  /** Whether the code has come that tells how to start a worker: only administrators need it. */
  #canTellHowToStart = false;
  /** Whether this page has seen that no worker was connected. */
  #wasUnserved = false;

  constructor() {
    super();
    this.watch(address);
    this.whileConnected(() => {
      void this.#load();
      const id = this.params['id'];
      return follow(`spaces/${id}`, {
        probe: `/api/spaces/${id}`,
        on: { status: (status: SpaceStatus) => this.#changed(status) },
        onLive: live => {
          this.#live = live;
          this.requestUpdate();
        },
        onRefused: problem => this.#failed(problem),
      });
    });
  }

  async #load(): Promise<void> {
    try {
      this.#space = await api.get<Space>(`/api/spaces/${this.params['id']}`);
      this.requestUpdate();
      await Promise.all([this.#loadHistory(), this.#loadAllowance()]);
      this.#showOpenRequest();
    } catch (failure) {
      this.#failed(failure);
    }
    this.requestUpdate();
  }

  #failed(failure: unknown): void {
    this.#gone = failure instanceof Problem && failure.status === 404;
    this.#problem = explain(failure, { 404: spacesMessages().spaceGone });
    this.requestUpdate();
  }

  async #loadHistory(): Promise<void> {
    this.#history = await api.get<Page<Request>>(`/api/requests?space=${this.params['id']}&size=${HISTORY_SIZE}`);
    this.requestUpdate();
  }

  async #loadAllowance(): Promise<void> {
    this.#allowance = await api.get<Allowance>(`/api/spaces/${this.params['id']}/allowance`);
    if (this.#allowance.cooldown_remaining_seconds > 0) {
      await this.updateComplete;
      this.querySelector<RequestForm>('request-form')?.coolDown(this.#allowance.cooldown_remaining_seconds);
    }
    this.requestUpdate();
  }

  /** Whoever left while a request was open finds it again. */
  #showOpenRequest(): void {
    const latest = this.#history?.items[0];
    if (this.isConnected && this.#shownRequest() === null && latest !== undefined && !isOver(latest.status)) {
      navigate(`/spaces/${this.params['id']}?request=${latest.id}`, 'replace');
    }
  }

  #shownRequest(): string | null {
    return new URL(address.value, location.origin).searchParams.get('request');
  }

  #changed(status: SpaceStatus): void {
    this.#wasUnserved ||= status.connected_workers === 0;
    if (this.#space !== null && this.#space.enabled !== status.enabled) {
      this.#space = { ...this.#space, enabled: status.enabled };
    }
    this.#status = status;
    this.#renewHistory();
    if (isAdmin() && status.connected_workers === 0 && !this.#canTellHowToStart) {
      void import('../manage/worker-start.ts').then(() => {
        this.#canTellHowToStart = true;
        this.requestUpdate();
      });
    }
    this.requestUpdate();
  }

  /** Requests of mine that are still open move when the space's queue does: soon after, and not at each step. */
  #renewHistory(): void {
    if (this.#historyTimer === 0 && this.#history?.items.some(request => !isOver(request.status))) {
      this.#historyTimer = setTimeout(() => {
        this.#historyTimer = 0;
        if (this.isConnected) {
          this.#loadHistory().catch(console.warn);
        }
      }, HISTORY_MILLIS);
    }
  }

  readonly #sent = (request: Request) => {
    navigate(`/spaces/${this.params['id']}?request=${request.id}`);
    void this.#moved();
    void this.#bringIntoView();
  };

  /** A long form would hide what comes of it. */
  async #bringIntoView(): Promise<void> {
    await this.updateComplete;
    const shown = this.querySelector<HTMLElement>('.current-request');
    shown?.focus({ preventScroll: true });
    shown?.scrollIntoView({ block: 'nearest' });
  }

  readonly #chosen = (event: Event) => {
    if ((event.target as Element).closest('.request-list a') !== null) {
      setTimeout(() => void this.#bringIntoView());
    }
  };

  readonly #moved = async () => {
    try {
      await Promise.all([this.#loadHistory(), this.#loadAllowance()]);
    } catch (failure) {
      console.warn(failure);
    }
  };

  protected override render(): TemplateResult {
    const m = spacesMessages();
    const back = html`<a class="button" href="/spaces">${m.toSpaces}</a>`;
    if (this.#gone) {
      return emptyState({ icon: 'info', heading: m.spaceGone, text: '', action: back });
    }
    if (this.#space === null) {
      return html`<div class="page">${this.#problem === null ? loading() : html`${complaint(this.#problem)}${back}`}</div>`;
    }
    const space = this.#space;
    const shown = this.#shownRequest();
    return html`
      <div class="page">
        ${this.#head(space)}
        ${this.#problem === null ? nothing : complaint(this.#problem)}
        ${this.#live ? nothing : html`<p class="note" role="status">${m.connectionLost}</p>`}
        <div class="space-columns">
          <div class="space-main">
            ${this.#guide(space)}
            <section class="card" aria-labelledby="new-request">
              <h2 id="new-request">${m.newRequest}</h2>
              <request-form .space=${space} .allowance=${this.#allowance} .onSent=${this.#sent}></request-form>
            </section>
            ${shown === null ? nothing : html`
              <section class="card current-request" tabindex="-1" aria-label=${titles().request}>
                ${keyed(shown, html`<request-view .requestId=${shown} .onMoved=${this.#moved}></request-view>`)}
              </section>`}
          </div>
          <aside class="space-side">
            <section class="card" aria-labelledby="live-state">
              <h2 id="live-state">${m.live}</h2>
              ${statusFacts(this.#status)}
            </section>
            <section class="card" aria-labelledby="history" @click=${this.#chosen}>
              <h2 id="history">${m.history}</h2>
              ${this.#historyList(shown)}
            </section>
          </aside>
        </div>
      </div>`;
  }

  #head(space: Space): TemplateResult {
    const m = spacesMessages();
    return html`
      <header class="page-head">
        <div class="space-title">
          ${cover(space)}
          <div>
            <h1>${space.name} <span role="status">${connectionBadge(this.#status, space.enabled)}</span></h1>
            ${space.description === '' ? nothing : html`<p class="space-about">${space.description}</p>`}
          </div>
        </div>
        <div class="page-actions">
          ${isAdmin() ? html`<a class="button" href="/manage/spaces/${space.id}">${icon('settings')}${m.settings}</a>` : nothing}
        </div>
      </header>`;
  }

  /** What stands between the reader and a served request, if anything does. */
  #guide(space: Space): TemplateResult | typeof nothing {
    const m = spacesMessages();
    if (!space.enabled) {
      return html`<p class="note warn">${m.spaceDisabled}</p>`;
    }
    if (this.#status === null) {
      return nothing;
    }
    if (this.#status.connected_workers > 0) {
      return this.#wasUnserved && this.#history?.items.length === 0 ? html`<p class="note good">${m.tryIt}</p>` : nothing;
    }
    return html`
      <p class="note warn">${space.queue_without_workers ? m.noWorkerQueued : m.noWorkerRefused}</p>
      ${this.#canTellHowToStart ? html`<worker-start .space=${space}></worker-start>` : nothing}`;
  }

  #historyList(shown: string | null): TemplateResult {
    const m = spacesMessages();
    if (this.#history === null) {
      return loading();
    }
    return this.#history.items.length === 0
      ? html`<p class="soft">${m.noHistory}</p>`
      : html`
        ${requestList(this.#history.items, request => `/spaces/${request.space_id}?request=${request.id}`, { shown, withSpace: false })}
        <a href="/requests?space=${this.params['id']}">${m.allMine}</a>`;
  }
}

customElements.define('space-page', SpacePage);
