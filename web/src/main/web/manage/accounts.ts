// Who may sign in, and who administers.

import { html, nothing, type TemplateResult } from 'lit';

import { notify } from '../core/announce.ts';
import { api, explain, type Page } from '../core/api.ts';
import { dateTime } from '../core/i18n.ts';
import { account as me } from '../core/session.ts';
import { View } from '../core/view.ts';
import { titles } from '../titles.ts';
import { complaint, loading, table } from '../ui/blocks.ts';
import { dialog } from '../ui/dialog.ts';
import { input, select } from '../ui/field.ts';
import { icon } from '../ui/icons.ts';
import { manageLayout } from './layout.ts';
import { manageMessages } from './messages.ts';

interface Account {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly disabled: boolean;
  readonly created_at: string;
}

const PAGE_SIZE = 50;

class ManageAccounts extends View {
  #accounts: Account[] | null = null;
  #total = 0;
  #search = '';
  #problem: string | null = null;
  #open: 'new' | Account | null = null;
  #complaint: string | null = null;

  constructor() {
    super();
    this.whileConnected(() => {
      void this.#load();
      return () => {};
    });
  }

  async #load(page = 0): Promise<void> {
    const search = this.#search;
    try {
      const found = await api.get<Page<Account>>(`/api/auth/accounts?page=${page}&size=${PAGE_SIZE}&name=${encodeURIComponent(search)}`);
      if (search !== this.#search) {
        return;
      }
      this.#accounts = page === 0 ? found.items : [...this.#accounts ?? [], ...found.items];
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
      at: '/manage/accounts', heading: titles().accounts, lead: m.accountsLead,
      actions: html`<button type="button" class="button primary" @click=${() => this.#show('new')}>${icon('plus')}${m.newAccount}</button>`,
      content: html`
        <div class="search">
          ${input({
            id: 'search', label: m.searchName, type: 'search', maxlength: 64, value: this.#search,
            onInput: value => {
              this.#search = value;
              void this.#load();
            },
          })}
        </div>
        ${this.#problem === null ? nothing : complaint(this.#problem)}
        ${this.#accounts === null ? (this.#problem === null ? loading() : nothing) : this.#list(this.#accounts)}
        ${this.#dialog()}`,
    });
  }

  #list(accounts: readonly Account[]): TemplateResult {
    const m = manageMessages();
    if (accounts.length === 0) {
      return html`<p class="soft" role="status">${m.noAccounts}</p>`;
    }
    return html`
      <section class="card list-card rows-table">${table(titles().accounts, [
        {
          heading: m.name,
          cell: each => html`<strong>${each.name}</strong> ${each.id === me.value?.id ? html`<span class="badge">${m.you}</span>` : nothing}`,
        },
        { heading: m.role, cell: each => isAdmin(each) ? m.administrator : m.user },
        { heading: m.state, cell: each => html`<span class="badge ${each.disabled ? 'danger' : 'good'}">${each.disabled ? m.disabled : m.active}</span>` },
        { heading: m.created, cell: each => dateTime(each.created_at) },
        { heading: '', cell: each => this.#actions(each) },
      ], accounts)}</section>
      ${accounts.length < this.#total ? html`
        <button type="button" class="button" @click=${() => this.#load(accounts.length / PAGE_SIZE)}>${m.showMore}</button>` : nothing}`;
  }

  #actions(account: Account): TemplateResult | typeof nothing {
    const m = manageMessages();
    // Whoever would take their own rights away does so by mistake.
    if (account.id === me.value?.id) {
      return nothing;
    }
    const action = (label: string, act: () => unknown) => html`
      <button type="button" class="button small" aria-label=${m.named(label, account.name)} @click=${act}>${label}</button>`;
    return html`
      <span class="row-actions">
        ${isAdmin(account)
          ? action(m.makeUser, () => this.#change(account, { roles: ['USER'] }))
          : action(m.makeAdmin, () => this.#change(account, { roles: ['USER', 'ADMIN'] }))}
        ${action(account.disabled ? m.enable : m.disable, () => this.#change(account, { disabled: !account.disabled }))}
        ${action(m.setPassword, () => this.#show(account))}
      </span>`;
  }

  #dialog(): TemplateResult {
    const m = manageMessages();
    const open = this.#open;
    const creating = open === 'new';
    return dialog({
      id: 'account-dialog', open: open !== null, heading: creating ? m.newAccount : m.setPassword, onClose: () => this.#show(null),
      content: html`
        <form class="stack" @submit=${creating ? this.#create : this.#setPassword}>
          ${creating
            ? input({ id: 'account-name', label: m.name, required: true, minlength: 3, maxlength: 64, autocomplete: 'off' })
            : html`<p>${open === null ? '' : m.passwordLead(open.name)}</p>`}
          ${input({
            id: 'account-password', label: m.password, hint: m.passwordHint, type: 'password', required: true, minlength: 8,
            maxlength: 128, autocomplete: 'new-password',
          })}
          ${creating ? select({ id: 'account-role', label: m.role, value: 'USER', options: [['USER', m.user], ['ADMIN', m.administrator]] }) : nothing}
          ${complaint(this.#complaint)}
          <div class="dialog-actions">
            <button type="submit" class="button primary">${creating ? m.createAccount : m.setPassword}</button>
          </div>
        </form>`,
    });
  }

  #show(open: 'new' | Account | null): void {
    this.#open = open;
    this.#complaint = null;
    this.requestUpdate();
  }

  readonly #create = async (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const name = String(given.get('account-name'));
    await this.#fromDialog(() => api.post('/api/auth/accounts', {
      name, password: given.get('account-password'), roles: given.get('account-role') === 'ADMIN' ? ['USER', 'ADMIN'] : ['USER'],
    }), manageMessages().accountCreated(name));
  };

  readonly #setPassword = async (event: SubmitEvent) => {
    event.preventDefault();
    const { id } = this.#open as Account;
    const password = new FormData(event.target as HTMLFormElement).get('account-password');
    await this.#fromDialog(() => api.patch(`/api/auth/accounts/${id}`, { password }), manageMessages().passwordSet);
  };

  async #fromDialog(act: () => Promise<unknown>, done: string): Promise<void> {
    try {
      await act();
      this.#show(null);
      notify(done);
      await this.#load();
    } catch (failure) {
      this.#complaint = explain(failure, { 409: manageMessages().accountTaken });
      this.requestUpdate();
    }
  }

  async #change(account: Account, change: object): Promise<void> {
    const m = manageMessages();
    try {
      await api.patch(`/api/auth/accounts/${account.id}`, change);
      notify(m.changedAccount(account.name));
    } catch (failure) {
      notify(explain(failure, { 409: m.lastAdmin }), 'danger');
    }
    await this.#load();
  }
}

function isAdmin(account: Account): boolean {
  return account.roles.includes('ADMIN');
}

customElements.define('manage-accounts', ManageAccounts);
