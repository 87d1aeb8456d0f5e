// My account: who I am, my password, where I am signed in, my access keys.

import { html, type TemplateResult } from 'lit';

import { dateTime } from '../core/i18n.ts';
import { account, isAdmin } from '../core/session.ts';
import { View } from '../core/view.ts';
import '../keys/access-keys.ts';
import { titles } from '../titles.ts';
import { accountMessages } from './messages.ts';
import './password.ts';
import './sessions.ts';

class AccountPage extends View {
  constructor() {
    super();
    this.watch(account);
  }

  protected override render(): TemplateResult {
    const m = accountMessages();
    const me = account.value as { name: string; created_at?: string } | null;
    return html`
      <div class="page">
        <h1>${titles().account}</h1>
        <div class="two-columns">
          <section class="card stack" aria-labelledby="you">
            <h2 id="you">${m.you}</h2>
            <dl class="facts">
              <div><dt>${m.name}</dt><dd>${me?.name}</dd></div>
              <div><dt>${m.role}</dt><dd>${isAdmin() ? m.administrator : m.user}</dd></div>
              ${me?.created_at ? html`<div><dt>${m.since}</dt><dd>${dateTime(me.created_at)}</dd></div>` : ''}
            </dl>
          </section>
          <section class="card stack" aria-labelledby="password-heading">
            <h2 id="password-heading">${m.password}</h2>
            <change-password></change-password>
          </section>
        </div>
        <section class="card stack" aria-labelledby="sessions-heading">
          <my-sessions></my-sessions>
        </section>
        <section class="card stack" aria-labelledby="keys-heading">
          <div>
            <h2 id="keys-heading">${m.keys}</h2>
            <p class="soft">${m.keysLead}</p>
          </div>
          <access-keys .ofOwner=${account.value?.id ?? null}></access-keys>
        </section>
      </div>`;
  }
}

customElements.define('account-page', AccountPage);
