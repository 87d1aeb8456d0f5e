// Signing in, and making an account.

import { html, nothing, type TemplateResult } from 'lit';

import { explain } from '../core/api.ts';
import { farewell, signIn } from '../core/session.ts';
import { View } from '../core/view.ts';
import { complaint } from '../ui/blocks.ts';
import { input } from '../ui/field.ts';
import { signInMessages } from './messages.ts';

abstract class CredentialsPage extends View {
  #busy = false;
  #complaint: string | null = null;
  #passwordShown = false;

  protected abstract readonly intent: 'login' | 'register';

  constructor() {
    super();
    this.watch(farewell);
  }

  protected override render(): TemplateResult {
    const m = signInMessages();
    const creating = this.intent === 'register';
    return html`
      <section class="credentials card">
        <div>
          <h1>${creating ? m.signUp : m.signIn}</h1>
          <p class="tagline">${m.tagline}</p>
        </div>
        ${this.#farewell()}
        <form @submit=${this.#submit}>
          ${input({
            id: 'name', label: m.name, autocomplete: 'username', required: true, maxlength: 64,
            ...(creating && { hint: m.nameHint, minlength: 3 }),
          })}
          ${input({
            id: 'password', label: m.password, required: true, maxlength: 128,
            type: this.#passwordShown ? 'text' : 'password',
            autocomplete: creating ? 'new-password' : 'current-password',
            ...(creating && { hint: m.passwordHint, minlength: 8 }),
          })}
          <button type="button" class="link-button" aria-pressed=${this.#passwordShown} @click=${this.#togglePassword}>
            ${this.#passwordShown ? m.hidePassword : m.showPassword}
          </button>
          ${complaint(this.#complaint)}
          <button type="submit" class="button primary wide" ?disabled=${this.#busy}>${creating ? m.signUp : m.signIn}</button>
        </form>
        <p class="aside">
          ${creating
            ? html`${m.haveAccount} <a href="/signin">${m.signIn}</a>`
            : html`${m.noAccount} <a href="/signup">${m.signUp}</a>`}
        </p>
        <p class="fine-print">${m.notMedical}</p>
      </section>`;
  }

  #farewell() {
    const m = signInMessages();
    const why = farewell.value;
    if (why === null) {
      return nothing;
    }
    const text = { 'signed-out': m.signedOut, 'signed-out-elsewhere': m.signedOutElsewhere, ended: m.ended }[why];
    return html`<p class="note" role="status">${text}</p>`;
  }

  readonly #togglePassword = () => {
    this.#passwordShown = !this.#passwordShown;
    this.requestUpdate();
  };

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    this.#busy = true;
    this.#complaint = null;
    this.requestUpdate();
    try {
      await signIn(this.intent, String(form.get('name')), String(form.get('password')));
    } catch (failure) {
      const m = signInMessages();
      this.#complaint = explain(failure, { 401: m.wrong, 409: m.taken, ...(this.intent === 'register' && { 403: m.closed }) });
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
  };
}

class SignInPage extends CredentialsPage {
  protected readonly intent = 'login';
}

class SignUpPage extends CredentialsPage {
  protected readonly intent = 'register';
}

customElements.define('sign-in-page', SignInPage);
customElements.define('sign-up-page', SignUpPage);
