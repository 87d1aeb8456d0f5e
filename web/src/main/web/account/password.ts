// Changing one's password.

import { html, type TemplateResult } from 'lit';

import { notify } from '../core/announce.ts';
import { api, explain } from '../core/api.ts';
import { account } from '../core/session.ts';
import { View } from '../core/view.ts';
import { complaint } from '../ui/blocks.ts';
import { input } from '../ui/field.ts';
import { accountMessages } from './messages.ts';

class ChangePassword extends View {
  #busy = false;
  #complaint: string | null = null;

  protected override render(): TemplateResult {
    const m = accountMessages();
    return html`
      <form class="stack" @submit=${this.#submit}>
        <input class="visually-hidden" type="text" autocomplete="username" .value=${account.value?.name ?? ''} readonly
          tabindex="-1" aria-hidden="true">
        ${input({
          id: 'current-password', label: m.currentPassword, type: 'password', required: true, maxlength: 512,
          autocomplete: 'current-password',
        })}
        ${input({
          id: 'new-password', label: m.newPassword, type: 'password', required: true, minlength: 8, maxlength: 128,
          autocomplete: 'new-password', hint: m.newPasswordHint,
        })}
        ${complaint(this.#complaint)}
        <div class="form-actions">
          <button type="submit" class="button primary" ?disabled=${this.#busy}>${m.change}</button>
          <span class="soft">${m.changeNote}</span>
        </div>
      </form>`;
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const m = accountMessages();
    const form = event.target as HTMLFormElement;
    const given = new FormData(form);
    this.#busy = true;
    this.#complaint = null;
    this.requestUpdate();
    try {
      await api.post('/api/auth/password', {
        current_password: given.get('current-password'), new_password: given.get('new-password'),
      });
      form.reset();
      notify(m.changed);
      document.querySelector('my-sessions')?.dispatchEvent(new Event('refresh'));
    } catch (failure) {
      this.#complaint = explain(failure, { 403: m.wrongPassword });
    }
    this.#busy = false;
    this.requestUpdate();
  };
}

customElements.define('change-password', ChangePassword);
