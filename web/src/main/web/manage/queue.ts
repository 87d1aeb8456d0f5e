// Everybody's requests: what waits, what runs, what came of the rest.

import { html, nothing, type TemplateResult } from 'lit';

import { notify } from '../core/announce.ts';
import { api, explain, Problem, type Page } from '../core/api.ts';
import { repeatedly } from '../core/events.ts';
import { ago, number } from '../core/i18n.ts';
import { address, navigate } from '../core/router.ts';
import { View } from '../core/view.ts';
import { isOver, STATES, type Request, type Space } from '../spaces/model.ts';
import { titles } from '../titles.ts';
import { complaint, loading, table, type Column } from '../ui/blocks.ts';
import { select } from '../ui/field.ts';
import { manageLayout } from './layout.ts';
import { manageMessages } from './messages.ts';

const RENEW_MILLIS = 3000;
const PAGE_SIZE = 50;
/** The server counts no further. */
const COUNTED = 10_000;

class ManageQueue extends View {
  #requests: readonly Request[] | null = null;
  #total = 0;
  #shown = PAGE_SIZE;
  #spaces: readonly Space[] = [];
  #problem: string | null = null;

  constructor() {
    super();
    this.watch(address);
    this.whileConnected(() => address.subscribe(() => {
      this.#shown = PAGE_SIZE;
      void this.#load();
    }));
    this.whileConnected(() => repeatedly(RENEW_MILLIS, () => this.#load()));
    this.whileConnected(() => {
      void this.#loadSpaces();
      return () => {};
    });
  }

  #query(): { space: string; status: string } {
    const asked = new URL(address.value, location.origin).searchParams;
    return { space: asked.get('space') ?? '', status: asked.get('status') ?? 'open' };
  }

  async #loadSpaces(): Promise<void> {
    try {
      this.#spaces = (await api.get<Page<Space>>('/api/spaces?size=200')).items;
      this.requestUpdate();
    } catch (failure) {
      console.warn(failure);
    }
  }

  async #load(): Promise<void> {
    if (location.pathname !== '/manage/queue') {
      return;
    }
    const asked = address.value;
    const { space, status } = this.#query();
    const query = new URLSearchParams({ all: 'true', size: String(Math.min(200, this.#shown)), ...(space !== '' && { space }) });
    (status === 'open' ? ['queued', 'processing'] : [status]).forEach(each => query.append('status', each));
    try {
      const found = await api.get<Page<Request>>(`/api/requests?${query}`);
      if (asked !== address.value) {
        return;
      }
      this.#requests = status === 'open' ? inOrder(found.items) : found.items;
      this.#total = found.total;
      this.#problem = null;
    } catch (failure) {
      this.#problem = explain(failure);
    }
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const m = manageMessages();
    return manageLayout({
      at: '/manage/queue', heading: titles().queue, lead: m.queueLead, content: html`
        ${this.#filters()}
        ${this.#problem === null ? nothing : complaint(this.#problem)}
        ${this.#requests === null ? (this.#problem === null ? loading() : nothing) : this.#list(this.#requests)}`,
    });
  }

  #filters(): TemplateResult {
    const m = manageMessages();
    const { space, status } = this.#query();
    const go = (change: Record<string, string>) =>
      navigate(`/manage/queue?${new URLSearchParams(Object.entries({ space, status, ...change }).filter(([, value]) => value !== ''))}`, 'replace');
    return html`
      <div class="filters">
        ${select({
          id: 'status', label: m.state, value: status, options: (['open', ...STATES] as const).map(each => [each, m.states[each]] as const),
          onChange: chosen => go({ status: chosen }),
        })}
        ${select({
          id: 'space', label: m.space, value: space,
          options: [['', m.allSpaces], ...this.#spaces.map(each => [each.id, each.name] as const)], onChange: chosen => go({ space: chosen }),
        })}
      </div>`;
  }

  #list(requests: readonly Request[]): TemplateResult {
    const m = manageMessages();
    if (requests.length === 0) {
      return html`<section class="card"><p class="soft" role="status">${this.#query().status === 'open' ? m.queueEmpty : m.nothingMatches}</p></section>`;
    }
    const columns: Column<Request>[] = [
      { heading: m.request, cell: request => html`<a href="/requests/${request.id}">${what(request)}</a>` },
      { heading: m.space, cell: request => request.space_name },
      { heading: m.who, cell: request => request.user },
      { heading: m.state, cell: request => this.#state(request) },
      { heading: m.since2, cell: request => ago(request.handed_over_at ?? request.accepted_at ?? '') },
      { heading: m.attempt, numeric: true, cell: request => number(request.attempt) },
      { heading: '', cell: request => this.#actions(request) },
    ];
    return html`
      <section class="card list-card rows-table">${table(titles().queue, columns, requests)}</section>
      <div class="form-actions">
        <span class="soft">${m.total(this.#total >= COUNTED ? m.tenThousand : number(this.#total))}</span>
        ${requests.length < this.#total && this.#shown < 200 ? html`
          <button type="button" class="button" @click=${() => this.#more()}>${m.showMore}</button>` : nothing}
      </div>`;
  }

  #more(): void {
    this.#shown += PAGE_SIZE;
    void this.#load();
  }

  #state(request: Request): TemplateResult {
    const m = manageMessages();
    const tone = { queued: '', processing: 'busy', completed: 'good', failed: 'danger', canceled: '', expired: 'danger' }[request.status];
    return html`
      <span class="load">
        <span class="badge ${tone}">${m.states[request.status]}</span>
        ${request.position === undefined ? nothing : html`<span class="soft">${number(request.position)}</span>`}
      </span>`;
  }

  #actions(request: Request): TemplateResult | typeof nothing {
    const m = manageMessages();
    if (isOver(request.status)) {
      return nothing;
    }
    const act = (action: () => Promise<unknown>, done: string, tooLate: string) => async () => {
      try {
        await action();
        notify(done);
      } catch (failure) {
        const late = failure instanceof Problem && failure.status === 409;
        notify(explain(failure, { 409: tooLate }), late ? 'info' : 'danger');
      }
      await this.#load();
    };
    return html`
      <span class="row-actions">
        ${request.status === 'processing' ? html`
          <button type="button" class="button small" title=${m.requeueHint} aria-label=${m.named(m.requeue, what(request))}
            @click=${act(() => api.post(`/api/requests/${request.id}/requeue`), m.requeued, m.requeueTooLate)}>${m.requeue}</button>` : nothing}
        <button type="button" class="button small" aria-label=${m.named(m.cancelRequest, what(request))}
          @click=${act(() => api.delete(`/api/requests/${request.id}`), m.canceledRequest, m.cancelTooLate)}>${m.cancelRequest}</button>
      </span>`;
  }
}

/** What runs first, then what waits, by space in the order it is handed over. */
function inOrder(requests: readonly Request[]): Request[] {
  const rank = (request: Request) => request.status === 'processing' ? 0 : request.position ?? Number.MAX_SAFE_INTEGER;
  return [...requests].sort((a, b) => rank(a) - rank(b));
}

function what(request: Request): string {
  const prompt = request.input?.['prompt'];
  const most = 60;
  return typeof prompt !== 'string' ? request.id.slice(-8) : prompt.length > most ? `${prompt.slice(0, most)}…` : prompt;
}

customElements.define('manage-queue', ManageQueue);
