// How to start a worker for a space: a command line, ready to be copied, with a key of its own where one is needed.

import { html, nothing, type TemplateResult } from 'lit';

import { notify } from '../core/announce.ts';
import { api, explain } from '../core/api.ts';
import { View } from '../core/view.ts';
import type { Space } from '../spaces/model.ts';
import { complaint } from '../ui/blocks.ts';
import { copyText } from '../ui/copy.ts';
import { icon } from '../ui/icons.ts';
import { workerStartMessages } from './worker-start-messages.ts';

/** The command that starts a worker for spaces; `key` is null where none is needed. */
export function workerCommand(spaces: readonly string[], key: string | null): string {
  const names = spaces.map(quoted).join(',');
  return `./pulsegate worker --host ${location.origin} --spaces ${names}${key === null ? '' : ` --key ${key}`}`;
}

/** A word for a POSIX shell. */
function quoted(word: string): string {
  return /^[\w.@%+:/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A command line with a button that copies it. */
export function commandLine(command: string): TemplateResult {
  const m = workerStartMessages();
  const copy = async () => {
    if (await copyText(command)) {
      notify(m.copied);
    }
  };
  return html`
    <div class="command">
      <code tabindex="0">${command}</code>
      <button type="button" class="button" @click=${copy}>${icon('copy')}${m.copy}</button>
    </div>`;
}

class WorkerStart extends View {
  space!: Space;
  #key: string | null = null;
  #busy = false;
  #problem: string | null = null;

  protected override render(): TemplateResult {
    const m = workerStartMessages();
    const needsKey = this.space.worker_access === 'KEY' && this.#key === null;
    return html`
      <section class="card worker-start" aria-labelledby="worker-start">
        <h2 id="worker-start">${m.heading}</h2>
        <p>${needsKey ? m.needsKey : m.run}</p>
        ${needsKey
          ? html`<button type="button" class="button primary" ?disabled=${this.#busy} @click=${() => this.#makeKey()}>${m.makeKey}</button>`
          : commandLine(workerCommand([this.space.name], this.#key))}
        ${this.#key === null ? nothing : html`<p class="soft">${m.shownOnce}</p>`}
        ${needsKey ? nothing : html`<p class="soft waiting" role="status">${m.waiting}</p>`}
        ${this.#problem === null ? nothing : complaint(this.#problem)}
      </section>`;
  }

  async #makeKey(): Promise<void> {
    this.#busy = true;
    this.#problem = null;
    this.requestUpdate();
    try {
      const name = workerStartMessages().keyName(this.space.name).slice(0, 100);
      const made = await api.post<{ key: string }>('/api/auth/keys', { name, kind: 'WORKER', spaces: [this.space.name] });
      this.#key = made.key;
    } catch (failure) {
      this.#problem = explain(failure);
    }
    this.#busy = false;
    this.requestUpdate();
  }
}

customElements.define('worker-start', WorkerStart);
