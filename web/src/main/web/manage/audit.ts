// Who did what, from where, and what came of it.

import { html, nothing, type TemplateResult } from 'lit';

import { api, explain, type Page } from '../core/api.ts';
import { dateTime, number } from '../core/i18n.ts';
import { View } from '../core/view.ts';
import { titles } from '../titles.ts';
import { complaint, loading, table } from '../ui/blocks.ts';
import { input, select } from '../ui/field.ts';
import { auditMessages } from './audit-messages.ts';
import { manageLayout } from './layout.ts';
import { manageMessages } from './messages.ts';

interface AuditEvent {
  readonly id: string;
  readonly happened_at: string;
  readonly action: string;
  readonly outcome: string;
  readonly actor_kind: string;
  readonly actor: string;
  readonly address: string;
  readonly subject: string;
  readonly subject_name: string;
  readonly detail: string;
  readonly times: number;
}

interface Filter {
  readonly actor: string;
  readonly action: string;
  readonly outcome: string;
}

const PAGE_SIZE = 50;

/** As many as the server counts, and pages. */
const COUNTED = 10_000;

class ManageAudit extends View {
  #events: AuditEvent[] | null = null;
  #total = 0;
  #page = 0;
  #filter: Filter = { actor: '', action: '', outcome: '' };
  #problem: string | null = null;

  constructor() {
    super();
    this.whileConnected(() => {
      void this.#load(0);
      return () => {};
    });
  }

  async #load(page: number): Promise<void> {
    const filter = this.#filter;
    const wanted = Object.entries(filter).filter(([, value]) => value !== '');
    const query = new URLSearchParams([...wanted, ['page', String(page)], ['size', String(PAGE_SIZE)]]);
    try {
      const found = await api.get<Page<AuditEvent>>(`/api/auth/audit?${query}`);
      if (filter !== this.#filter) {
        return;
      }
      // What has happened since moves others on to the next page.
      const known = page === 0 ? [] : this.#events ?? [];
      const ids = new Set(known.map(each => each.id));
      this.#events = [...known, ...found.items.filter(each => !ids.has(each.id))];
      this.#page = page;
      this.#total = found.total;
      this.#problem = null;
    } catch (failure) {
      this.#problem = explain(failure);
    }
    this.requestUpdate();
  }

  #change(change: Partial<Filter>): void {
    this.#filter = { ...this.#filter, ...change };
    void this.#load(0);
  }

  protected override render(): TemplateResult {
    return manageLayout({
      at: '/manage/audit', heading: titles().audit, lead: auditMessages().lead, content: html`
        ${this.#filters()}
        ${this.#problem === null ? nothing : complaint(this.#problem)}
        ${this.#events === null ? (this.#problem === null ? loading() : nothing) : this.#list(this.#events)}`,
    });
  }

  #filters(): TemplateResult {
    const m = auditMessages();
    const { actor, action, outcome } = this.#filter;
    return html`
      <div class="filters">
        ${input({
          id: 'actor', label: m.who, hint: m.actorHint, type: 'search', maxlength: 64, value: actor,
          onInput: value => this.#change({ actor: value }),
        })}
        ${select({
          id: 'action', label: m.what, value: action, options: [['', m.anything], ...Object.entries(m.actions)],
          onChange: value => this.#change({ action: value }),
        })}
        ${select({
          id: 'outcome', label: m.outcome, value: outcome, options: [['', m.anyOutcome], ...Object.entries(m.outcomes)],
          onChange: value => this.#change({ outcome: value }),
        })}
      </div>`;
  }

  #list(events: readonly AuditEvent[]): TemplateResult {
    const m = auditMessages();
    const all = manageMessages();
    if (events.length === 0) {
      return html`<section class="card"><p class="soft" role="status">${m.nothingMatches}</p></section>`;
    }
    return html`
      <section class="card list-card rows-table">${table(titles().audit, [
        { heading: m.when, cell: event => dateTime(event.happened_at) },
        { heading: m.who, cell: event => html`<strong>${who(event)}</strong>` },
        { heading: m.what, cell: event => named(m.actions, event.action) },
        { heading: m.outcome, cell: event => outcomeOf(event) },
        { heading: m.to, cell: event => subjectOf(event) },
        { heading: m.from, cell: event => event.address === '' ? m.inside : event.address },
        { heading: m.detail, cell: event => html`<span class="audit-detail">${event.detail}</span>` },
      ], events)}</section>
      <div class="form-actions">
        <span class="soft">${all.total(this.#total >= COUNTED ? all.tenThousand : number(this.#total))}</span>
        ${(this.#page + 1) * PAGE_SIZE < this.#total ? html`
          <button type="button" class="button" @click=${() => this.#load(this.#page + 1)}>${all.showMore}</button>` : nothing}
      </div>`;
  }
}

function who(event: AuditEvent): string {
  const m = auditMessages();
  return event.actor !== '' ? event.actor : event.actor_kind === 'SERVICE' ? m.service : m.nobody;
}

function outcomeOf(event: AuditEvent): TemplateResult {
  const m = auditMessages();
  return html`
    <span class="load">
      <span class="badge ${event.outcome === 'SUCCEEDED' ? 'good' : 'danger'}">${named(m.outcomes, event.outcome)}</span>
      ${event.times === 1 ? nothing : html`<span class="soft">${m.times(number(event.times))}</span>`}
    </span>`;
}

function subjectOf(event: AuditEvent): TemplateResult | string {
  const name = event.subject_name !== '' ? event.subject_name : event.subject.slice(-8);
  if (event.action.startsWith('REQUEST_')) {
    return html`<a href="/requests/${event.subject}">${name}</a>`;
  }
  return event.action.startsWith('SPACE_') && event.action !== 'SPACE_DELETE'
    ? html`<a href="/spaces/${event.subject}">${name}</a>`
    : name;
}

/** What a kind is called; one that a later version knows is shown as it is. */
function named(names: Readonly<Record<string, string>>, kind: string): string {
  return names[kind] ?? kind;
}

customElements.define('manage-audit', ManageAudit);
