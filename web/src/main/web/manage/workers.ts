// The workers connected now.

import { html, nothing, type TemplateResult } from 'lit';

import { api, explain, type Page } from '../core/api.ts';
import { repeatedly } from '../core/events.ts';
import { ago } from '../core/i18n.ts';
import { View } from '../core/view.ts';
import type { AccessKey } from '../keys/model.ts';
import { titles } from '../titles.ts';
import { complaint, emptyState, loading, table } from '../ui/blocks.ts';
import { manageLayout } from './layout.ts';
import { manageMessages } from './messages.ts';

interface Worker {
  readonly connection_id: string;
  readonly name: string | null;
  readonly version: string | null;
  readonly protocol: string;
  readonly spaces: readonly { readonly id: string; readonly name: string | null }[];
  readonly capacity: number;
  readonly running: number;
  readonly draining: boolean;
  readonly consecutive_failures: number;
  readonly set_aside_until: string | null;
  readonly inputs: readonly string[];
  readonly connected_at: string;
  readonly who: { readonly account_name: string; readonly access_key_id: string | null } | null;
}

const RENEW_MILLIS = 3000;

class ManageWorkers extends View {
  #workers: Page<Worker> | null = null;
  #keys: ReadonlyMap<string, string> = new Map();
  #problem: string | null = null;

  constructor() {
    super();
    this.whileConnected(() => repeatedly(RENEW_MILLIS, () => this.#load()));
  }

  async #load(): Promise<void> {
    try {
      this.#workers = await api.get<Page<Worker>>('/api/workers?size=200');
      const unknown = this.#workers.items.some(each => each.who?.access_key_id && !this.#keys.has(each.who.access_key_id));
      if (unknown) {
        const keys = await api.get<Page<AccessKey>>('/api/auth/keys?size=200');
        this.#keys = new Map(keys.items.map(key => [key.id, key.name]));
      }
      this.#problem = null;
    } catch (failure) {
      this.#problem = explain(failure);
    }
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const m = manageMessages();
    return manageLayout({
      at: '/manage/workers', heading: titles().workers, lead: m.workersLead, content: html`
        ${this.#problem === null ? nothing : complaint(this.#problem)}
        ${this.#workers === null ? (this.#problem === null ? loading() : nothing) : this.#list(this.#workers.items)}`,
    });
  }

  #list(workers: readonly Worker[]): TemplateResult {
    const m = manageMessages();
    if (workers.length === 0) {
      return emptyState({
        icon: 'info', heading: m.noWorkers, text: m.noWorkersText, action: html`<a class="button primary" href="/spaces">${titles().spaces}</a>`,
      });
    }
    return html`<section class="card list-card rows-table">${table(titles().workers, [
      { heading: m.name, cell: worker => html`<strong>${worker.name ?? m.unnamed}</strong>` },
      { heading: m.version, cell: worker => worker.version ?? '–' },
      { heading: m.serves, cell: worker => worker.spaces.map((space, i) => html`${i > 0 ? ', ' : ''}<a href="/spaces/${space.id}">${space.name ?? '–'}</a>`) },
      { heading: m.load, cell: worker => load(worker) },
      { heading: m.since, cell: worker => ago(worker.connected_at) },
      { heading: m.signedInAs, cell: worker => this.#who(worker) },
      { heading: m.protocol, cell: worker => worker.protocol },
    ], workers)}</section>`;
  }

  #who(worker: Worker): string {
    if (worker.who === null) {
      return manageMessages().noToken;
    }
    const key = worker.who.access_key_id;
    return key === null ? worker.who.account_name : this.#keys.get(key) ?? worker.who.account_name;
  }
}

function load(worker: Worker): TemplateResult {
  const m = manageMessages();
  return html`
    <span class="load">
      <meter min="0" max=${worker.capacity} value=${worker.running} aria-label=${m.load}></meter>
      <span>${m.of(String(worker.running), String(worker.capacity))}</span>
      ${worker.draining ? html`<span class="badge">${m.draining}</span>` : nothing}
      ${worker.set_aside_until === null ? nothing : html`<span class="badge">${m.setAside(worker.consecutive_failures)}</span>`}
    </span>`;
}

customElements.define('manage-workers', ManageWorkers);
