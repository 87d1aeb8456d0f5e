// Making an access key, and showing it the one time it can be shown.

import { html, nothing, type TemplateResult } from 'lit';

import { api, explain, type Page } from '../core/api.ts';
import { isAdmin } from '../core/session.ts';
import { View } from '../core/view.ts';
import { commandLine, workerCommand } from '../manage/worker-start.ts';
import { complaint } from '../ui/blocks.ts';
import { checkbox, input, select } from '../ui/field.ts';
import { keysMessages } from './messages.ts';
import type { AccessKey } from './model.ts';

class NewKey extends View {
  onMade: () => void = () => {};
  onDone: () => void = () => {};
  #spaces: readonly string[] = [];
  #kind: AccessKey['kind'] = 'WORKER';
  #all = false;
  #chosen = new Set<string>();
  #made: AccessKey | null = null;
  #busy = false;
  #complaint: string | null = null;

  constructor() {
    super();
    this.whileConnected(() => {
      void this.#load();
      return () => {};
    });
  }

  async #load(): Promise<void> {
    try {
      const spaces = (await api.get<Page<{ name: string; operators?: readonly string[] }>>('/api/spaces?size=200')).items;
      // Whoever operates a space is shown its operators.
      this.#spaces = spaces.filter(space => space.operators !== undefined).map(space => space.name);
      this.#all = isAdmin() && this.#spaces.length === 0;
    } catch (failure) {
      this.#complaint = explain(failure);
    }
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    return this.#made === null ? this.#form() : this.#shown(this.#made);
  }

  #form(): TemplateResult {
    const m = keysMessages();
    return html`
      <form class="stack" @submit=${this.#submit}>
        ${input({ id: 'key-name', label: m.name, hint: m.nameHint, required: true, maxlength: 100 })}
        ${select({
          id: 'key-kind', label: m.kind, value: this.#kind, options: [['WORKER', m.worker], ['DEVICE', m.device]],
          onChange: kind => this.#then(() => { this.#kind = kind as AccessKey['kind']; }),
        })}
        ${this.#kind === 'WORKER' ? this.#spaceChoice() : input({ id: 'key-streams', label: m.streams, hint: isAdmin() ? m.streamsHint : m.ownStreamsHint, required: true })}
        ${input({ id: 'key-expires', label: m.expires, hint: m.expiresHint, type: 'datetime-local' })}
        ${complaint(this.#complaint)}
        <div class="dialog-actions">
          <button type="submit" class="button primary" ?disabled=${this.#busy}>${m.create}</button>
        </div>
      </form>`;
  }

  #spaceChoice(): TemplateResult {
    const m = keysMessages();
    return html`
      <fieldset class="choices">
        <legend class="legend">${m.spaces}</legend>
        ${this.#spaces.length === 0 ? html`<p class="soft">${isAdmin() ? m.noSpaces : m.operateNone}</p>` : html`
          ${isAdmin() ? checkbox({
            id: 'key-all', label: m.allSpaces, checked: this.#all, onChange: all => this.#then(() => { this.#all = all; }),
          }) : nothing}
          ${this.#all ? nothing : html`<div class="choice-list">${this.#spaces.map((name, i) => checkbox({
            id: `key-space-${i}`, label: name, checked: this.#chosen.has(name),
            onChange: checked => this.#then(() => this.#chosen[checked ? 'add' : 'delete'](name)),
          }))}</div>`}`}
      </fieldset>`;
  }

  #shown(key: AccessKey): TemplateResult {
    const m = keysMessages();
    return html`
      <div class="stack">
        <p class="note warn" role="status">${m.shownOnce}</p>
        ${key.kind === 'WORKER' ? html`
          <h3>${m.command}</h3>
          ${commandLine(workerCommand(key.spaces.includes('*') ? this.#spaces : key.spaces, key.key!))}` : nothing}
        <h3>${m.key}</h3>
        ${commandLine(key.key!)}
        <div class="dialog-actions">
          <button type="button" class="button primary" @click=${() => this.onDone()}>${m.done}</button>
        </div>
      </div>`;
  }

  #then(change: () => void): void {
    change();
    this.#complaint = null;
    this.requestUpdate();
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const m = keysMessages();
    const given = new FormData(event.target as HTMLFormElement);
    const spaces = this.#all ? ['*'] : [...this.#chosen];
    const streams = String(given.get('key-streams') ?? '').split(',').map(each => each.trim()).filter(each => each !== '');
    const expires = String(given.get('key-expires'));
    if ((this.#kind === 'WORKER' ? spaces : streams).length === 0) {
      return this.#complain(m.chooseOne);
    }
    if (expires !== '' && new Date(expires).getTime() <= Date.now()) {
      return this.#complain(m.inPast);
    }
    this.#busy = true;
    this.#then(() => {});
    try {
      this.#made = await api.post<AccessKey>('/api/auth/keys', {
        name: String(given.get('key-name')).trim(),
        kind: this.#kind,
        ...(this.#kind === 'WORKER' ? { spaces } : { streams }),
        ...(expires !== '' && { expires_at: new Date(expires).toISOString() }),
      });
      this.onMade();
    } catch (failure) {
      this.#complaint = explain(failure, { 409: m.tooMany });
    }
    this.#busy = false;
    this.requestUpdate();
  };

  #complain(text: string): void {
    this.#complaint = text;
    this.requestUpdate();
  }
}

customElements.define('new-key', NewKey);
