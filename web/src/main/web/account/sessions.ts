// Where one is signed in, and how to end that.

import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { notify } from '../core/announce.ts';
import { api, explain, type Page } from '../core/api.ts';
import { ago } from '../core/i18n.ts';
import { coreMessages } from '../core/messages.ts';
import { signOut } from '../core/session.ts';
import { View } from '../core/view.ts';
import { complaint, loading } from '../ui/blocks.ts';
import { accountMessages } from './messages.ts';

interface Session {
  readonly id: string;
  readonly current: boolean;
  readonly created_at: string;
  readonly last_used_at: string;
  readonly address: string | null;
  readonly user_agent: string | null;
}

/** How many are listed at first. */
const FIRST = 5;

class MySessions extends View {
  #sessions: Session[] | null = null;
  #problem: string | null = null;
  #all = false;

  constructor() {
    super();
    this.addEventListener('refresh', () => void this.#load());
    this.whileConnected(() => {
      void this.#load();
      return () => {};
    });
  }

  async #load(): Promise<void> {
    try {
      const page = await api.get<Page<Session>>('/api/auth/sessions?size=100');
      this.#sessions = [...page.items].sort((a, b) => Number(b.current) - Number(a.current));
      this.#problem = null;
    } catch (failure) {
      this.#problem = explain(failure);
    }
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const m = accountMessages();
    return html`
      <div class="section-head">
        <div>
          <h2 id="sessions-heading">${m.sessions}</h2>
          <p class="soft">${m.sessionsLead}</p>
        </div>
        ${(this.#sessions?.length ?? 0) > 1
          ? html`<button type="button" class="button" @click=${() => this.#endOthers()}>${m.endOthers}</button>` : nothing}
      </div>
      ${this.#problem === null ? nothing : complaint(this.#problem)}
      ${this.#sessions === null ? (this.#problem === null ? loading() : nothing) : html`
        <ul class="rows">
          ${repeat(this.#sessions.slice(0, this.#all ? undefined : FIRST), session => session.id, session => this.#row(session))}
        </ul>
        ${this.#all || this.#sessions.length <= FIRST ? nothing : html`
          <button type="button" class="link-button" @click=${() => this.#showAll()}>${coreMessages().more}</button>`}`}`;
  }

  #row(session: Session): TemplateResult {
    const m = accountMessages();
    const name = clientName(session.user_agent);
    return html`
      <li>
        <div>
          <p class="row-title">${name} ${session.current ? html`<span class="badge good">${m.thisSession}</span>` : nothing}</p>
          <p class="soft">
            ${session.address ?? ''} · ${m.signedIn(ago(session.created_at))} · ${m.lastUsed(ago(session.last_used_at))}
          </p>
        </div>
        ${session.current
          ? html`<button type="button" class="button" @click=${() => this.#leave()}>${m.signOut}</button>`
          : html`<button type="button" class="button" aria-label=${m.endNamed(name)} @click=${() => this.#end(session)}>${m.end}</button>`}
      </li>`;
  }

  #showAll(): void {
    this.#all = true;
    this.requestUpdate();
  }

  async #leave(): Promise<void> {
    try {
      await signOut();
    } catch (failure) {
      notify(explain(failure), 'danger');
    }
  }

  async #end(session: Session): Promise<void> {
    await this.#ending([session], accountMessages().ended);
  }

  async #endOthers(): Promise<void> {
    await this.#ending(this.#sessions?.filter(session => !session.current) ?? [], accountMessages().othersEnded);
  }

  async #ending(sessions: readonly Session[], done: string): Promise<void> {
    try {
      for (const session of sessions) {
        await api.delete(`/api/auth/sessions/${session.id}`);
      }
      notify(done);
    } catch (failure) {
      notify(explain(failure), 'danger');
    }
    await this.#load();
  }
}

/** What a browser calls itself, in two words; other clients are named as they are. */
function clientName(userAgent: string | null): string {
  const m = accountMessages();
  const browsers: [RegExp, string][] = [
    [/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/Firefox\//, 'Firefox'], [/Chrome\/|CriOS\//, 'Chrome'], [/Safari\//, 'Safari'],
  ];
  const systems: [RegExp, string][] = [
    [/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/Linux/, 'Linux'],
  ];
  const browser = browsers.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  const system = systems.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  return browser !== undefined && system !== undefined ? m.onSystem(browser, system) : userAgent || m.unknownClient;
}

customElements.define('my-sessions', MySessions);
