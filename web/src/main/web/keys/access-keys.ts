// Access keys: a list of them, making one, revoking one.

import { html, nothing, type TemplateResult } from 'lit';

import { notify } from '../core/announce.ts';
import { api, explain, type Page } from '../core/api.ts';
import { ago, dateTime } from '../core/i18n.ts';
import { account } from '../core/session.ts';
import { View } from '../core/view.ts';
import { titles } from '../titles.ts';
import { complaint, loading, table, type Column } from '../ui/blocks.ts';
import { confirmation } from '../ui/confirmation.ts';
import { dialog } from '../ui/dialog.ts';
import { icon } from '../ui/icons.ts';
import { keysMessages } from './messages.ts';
import type { AccessKey } from './model.ts';
import './new-key.ts';

const PAGE_SIZE = 100;

class AccessKeys extends View {
  /** Whose keys are shown; null for everybody's, which administrators may see. */
  ofOwner: string | null = null;
  #keys: AccessKey[] | null = null;
  #names: ReadonlyMap<string, string> = new Map();
  #total = 0;
  #problem: string | null = null;
  #making = false;
  #revoking: AccessKey | null = null;

  constructor() {
    super();
    this.whileConnected(() => {
      void this.#load();
      return () => {};
    });
  }

  async #load(page = 0): Promise<void> {
    try {
      const found = await api.get<Page<AccessKey>>(`/api/auth/keys?page=${page}&size=${PAGE_SIZE}`);
      this.#keys = page === 0 ? found.items : [...this.#keys ?? [], ...found.items];
      this.#total = found.total;
      this.#problem = null;
      if (this.ofOwner === null) {
        const accounts = await api.get<Page<{ id: string; name: string }>>('/api/auth/accounts?size=200');
        this.#names = new Map(accounts.items.map(each => [each.id, each.name]));
      }
    } catch (failure) {
      this.#problem = explain(failure);
    }
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const m = keysMessages();
    return html`
      <div class="stack">
        <div><button type="button" class="button" @click=${() => this.#show(true)}>${icon('plus')}${m.make}</button></div>
        ${this.#problem === null ? nothing : complaint(this.#problem)}
        ${this.#keys === null ? (this.#problem === null ? loading() : nothing) : this.#list(this.#keys)}
        ${dialog({
          id: 'new-key', open: this.#making, heading: m.make, onClose: () => this.#show(false),
          content: html`<new-key .onMade=${() => this.#load()} .onDone=${() => this.#show(false)}></new-key>`,
        })}
        ${confirmation({
          id: 'revoke-key', open: this.#revoking !== null, heading: m.revokeHeading,
          text: m.revokeText(this.#revoking?.name ?? ''), confirm: m.revoke, keep: m.keep,
          onConfirm: () => void this.#revoke(), onClose: () => this.#ask(null),
        })}
      </div>`;
  }

  #list(keys: readonly AccessKey[]): TemplateResult {
    const m = keysMessages();
    const shown = keys.filter(key => this.ofOwner === null || key.account_id === this.ofOwner);
    if (shown.length === 0) {
      return html`<p class="soft">${m.none}</p>`;
    }
    const columns: Column<AccessKey>[] = [
      { heading: m.name, cell: key => html`<strong>${key.name}</strong>` },
      { heading: m.kind, cell: key => m.kinds[key.kind] },
      { heading: m.goodFor, cell: key => scope(key) },
      ...(this.ofOwner === null ? [{ heading: m.owner, cell: (key: AccessKey) => this.#owner(key) }] : []),
      { heading: m.lastUsed, cell: key => key.last_used_at === null ? m.unused : ago(key.last_used_at) },
      { heading: m.expires, cell: key => key.expires_at === null ? m.never : dateTime(key.expires_at) },
      {
        heading: '', cell: key => html`
          <button type="button" class="button danger small" aria-label=${m.revokeNamed(key.name)} @click=${() => this.#ask(key)}>${m.revoke}</button>`,
      },
    ];
    return html`
      <div class="rows-table">${table(titles().keys, columns, shown)}</div>
      ${keys.length < this.#total ? html`
        <button type="button" class="button" @click=${() => this.#load(keys.length / PAGE_SIZE)}>${m.showMore}</button>` : nothing}`;
  }

  #owner(key: AccessKey): string {
    return key.account_id === account.value?.id ? keysMessages().me : this.#names.get(key.account_id) ?? '–';
  }

  #show(making: boolean): void {
    this.#making = making;
    this.requestUpdate();
  }

  #ask(key: AccessKey | null): void {
    this.#revoking = key;
    this.requestUpdate();
  }

  async #revoke(): Promise<void> {
    const key = this.#revoking;
    this.#ask(null);
    try {
      await api.delete(`/api/auth/keys/${key!.id}`);
      notify(keysMessages().revoked);
    } catch (failure) {
      notify(explain(failure), 'danger');
    }
    await this.#load();
  }
}

function scope(key: AccessKey): string {
  const names = key.kind === 'WORKER' ? key.spaces : key.streams;
  return names.includes('*') ? keysMessages().all : names.join(', ');
}

customElements.define('access-keys', AccessKeys);
