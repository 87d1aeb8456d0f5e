// The form a space's inputs ask for. What can be seen to be wrong is said before anything is sent.

import { html, nothing, type TemplateResult } from 'lit';

import { say } from '../core/announce.ts';
import { api, explain, Problem } from '../core/api.ts';
import { ago } from '../core/i18n.ts';
import { bytes, duration } from '../core/units.ts';
import { upload } from '../core/upload.ts';
import { View } from '../core/view.ts';
import { complaint } from '../ui/blocks.ts';
import { input } from '../ui/field.ts';
import { fileInput, objection } from './file-input.ts';
import { spacesMessages } from './messages.ts';
import { randomName, type Allowance, type FileKind, type InputKind, type InputLimit, type Request, type Space } from './model.ts';

type Errors = Partial<Record<InputKind | 'audio_url' | 'parameters', string>>;

/** The names of the files' parts in a form. */
const FILE_PARTS = { audio: 'audio_file', video: 'video_file', file: 'other_file' } as const;
const WHOLE_SHARE = 100;

export class RequestForm extends View {
  #space!: Space;
  #allowance: Allowance | null = null;
  onSent: (request: Request) => void = () => {};
  #prompt = '';
  #audioUrl = '';
  #parameters = '';
  #priority = '';
  #files: Partial<Record<FileKind, File>> = {};
  #errors: Errors = {};
  #complaint: string | null = null;
  #sending: AbortController | null = null;
  #share: number | null = null;
  /** The same until something else is sent: a request whose answer was lost is not made twice. */
  #idempotencyKey = randomName();
  #readyAtMillis = 0;
  #timer = 0;

  constructor() {
    super();
    this.whileConnected(() => () => {
      clearTimeout(this.#timer);
      this.#sending?.abort();
    });
  }

  set space(space: Space) {
    this.#space = space;
    this.requestUpdate();
  }

  set allowance(allowance: Allowance | null) {
    this.#allowance = allowance;
    this.requestUpdate();
  }

  /** How long one has to wait before the next request; counted down here. */
  coolDown(seconds: number): void {
    this.#readyAtMillis = performance.now() + 1000 * seconds;
    this.#tick();
  }

  #tick(): void {
    clearTimeout(this.#timer);
    const left = this.#secondsLeft();
    if (left > 0) {
      this.#timer = setTimeout(() => this.#tick(), 1000);
    } else if (this.#complaint !== null && this.#readyAtMillis > 0) {
      this.#complaint = null;
      say(spacesMessages().canSendAgain);
    }
    this.requestUpdate();
  }

  #secondsLeft(): number {
    return Math.max(0, Math.ceil((this.#readyAtMillis - performance.now()) / 1000));
  }

  protected override render(): TemplateResult {
    const m = spacesMessages();
    const takes = (kind: InputKind) => this.#space.inputs.includes(kind);
    return html`
      <form class="request-form" @submit=${this.#submit} novalidate>
        ${takes('prompt') ? this.#promptField() : nothing}
        ${(['audio', 'video', 'file'] as const).filter(takes).map(kind => html`
          ${fileInput({
            kind, limit: this.#limit(kind), file: this.#files[kind] ?? null, error: this.#errors[kind] ?? null,
            onChoose: file => this.#choose(kind, file),
          })}
          ${kind === 'audio' ? this.#audioAddress() : nothing}`)}
        ${this.#moreOptions()}
        ${complaint(this.#complaint)}
        ${this.#share === null ? nothing : html`
          <div class="standing">
            <progress max="1" value=${this.#share} aria-label=${m.sending}></progress>
            <p class="soft">${m.uploading(Math.floor(WHOLE_SHARE * this.#share))}</p>
          </div>`}
        ${this.#actions()}
      </form>`;
  }

  #promptField(): TemplateResult {
    const m = spacesMessages();
    const most = this.#limit('prompt').max_bytes;
    const used = new Blob([this.#prompt]).size;
    const error = this.#errors.prompt;
    const typed = (event: InputEvent) => this.#change(() => { this.#prompt = (event.target as HTMLTextAreaElement).value; }, 'prompt');
    return html`
      <div class="field">
        <label for="prompt">${m.prompt}</label>
        <textarea id="prompt" rows="4" .value=${this.#prompt} @input=${typed} @keydown=${this.#sendByKey}
          aria-describedby="prompt-hint ${error ? 'prompt-error' : ''}" aria-invalid=${error ? 'true' : 'false'}></textarea>
        <p class="hint" id="prompt-hint">${m.promptLeft(bytes(used), bytes(most))}</p>
        ${error ? html`<p class="field-error" id="prompt-error">${error}</p>` : nothing}
      </div>`;
  }

  #audioAddress(): TemplateResult {
    const m = spacesMessages();
    return input({
      id: 'audio-url', label: m.audioAddress, hint: m.audioAddressHint, value: this.#audioUrl, maxlength: 2000,
      error: this.#errors.audio_url ?? null, onInput: value => this.#change(() => { this.#audioUrl = value.trim(); }, 'audio_url'),
    });
  }

  #moreOptions(): TemplateResult {
    const m = spacesMessages();
    const error = this.#errors.parameters;
    const most = this.#allowance?.highest_priority ?? this.#space.user_priority;
    const typed = (event: InputEvent) =>
      this.#change(() => { this.#parameters = (event.target as HTMLTextAreaElement).value; }, 'parameters');
    return html`
      <details class="more-options">
        <summary>${m.more}</summary>
        <div class="more-fields">
          <div class="field">
            <label for="parameters">${m.parameters}</label>
            <textarea id="parameters" class="code" rows="3" spellcheck="false" .value=${this.#parameters} @input=${typed}
              aria-describedby="parameters-hint ${error ? 'parameters-error' : ''}" aria-invalid=${error ? 'true' : 'false'}></textarea>
            <p class="hint" id="parameters-hint">${m.parametersHint}</p>
            ${error ? html`<p class="field-error" id="parameters-error">${error}</p>` : nothing}
          </div>
          ${input({
            id: 'priority', label: m.priority, hint: m.priorityHint(most), type: 'number', min: -9, max: most, step: 1,
            value: this.#priority, onInput: value => this.#change(() => { this.#priority = value; }),
          })}
        </div>
      </details>`;
  }

  #actions(): TemplateResult {
    const m = spacesMessages();
    const left = this.#secondsLeft();
    const { quota_remaining: quota = null, quota_resets_at: resets = null } = this.#allowance ?? {};
    const spent = quota === 0;
    const may = this.#sending === null && left === 0 && !spent && this.#space.enabled;
    const label = this.#sending !== null ? m.sending : left > 0 ? m.readyIn(duration(left)) : m.send;
    return html`
      <div class="form-actions">
        <button type="submit" class="button primary" aria-disabled=${may ? 'false' : 'true'}>${label}</button>
        ${this.#sending === null ? nothing : html`
          <button type="button" class="button" @click=${() => this.#sending?.abort()}>${m.stopSending}</button>`}
        ${quota === null ? nothing : html`
          <span class="soft">${spent ? m.quotaSpent(resets === null ? '' : ago(resets)) : m.quotaLeft(quota)}</span>`}
        ${this.#stored()}
      </div>`;
  }

  /** Of interest only where files can be sent. */
  #stored(): TemplateResult | typeof nothing {
    const allowance = this.#allowance;
    const takesFiles = this.#space.inputs.some(kind => kind !== 'prompt');
    return allowance === null || !takesFiles ? nothing : html`
      <span class="soft">${spacesMessages().stored(bytes(allowance.storage_used_bytes), bytes(allowance.storage_limit_bytes))}</span>`;
  }

  #limit(kind: InputKind): InputLimit {
    return this.#space.input_limits[kind] ?? { max_bytes: Number.MAX_SAFE_INTEGER, types: [] };
  }

  #choose(kind: FileKind, file: File | null): void {
    const { [kind]: _, ...others } = this.#files;
    this.#change(() => { this.#files = file === null ? others : { ...others, [kind]: file }; }, kind);
    const error = objection(file, this.#limit(kind));
    if (error !== null) {
      this.#errors = { ...this.#errors, [kind]: error };
    }
  }

  #change(change: () => void, field?: keyof Errors): void {
    change();
    this.#idempotencyKey = randomName();
    if (field !== undefined) {
      const { [field]: _, ...others } = this.#errors;
      this.#errors = others;
    }
    this.requestUpdate();
  }

  readonly #sendByKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.querySelector('form')!.requestSubmit();
    }
  };

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (this.#sending !== null || this.#secondsLeft() > 0 || this.#allowance?.quota_remaining === 0 || !this.#space.enabled) {
      return;
    }
    this.#errors = this.#look();
    this.#complaint = null;
    this.requestUpdate();
    if (Object.keys(this.#errors).length > 0) {
      await this.updateComplete;
      this.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
      return;
    }
    this.#sending = new AbortController();
    try {
      const request = await this.#send(this.#sending.signal);
      this.#idempotencyKey = randomName();
      this.onSent(request);
    } catch (failure) {
      this.#failed(failure);
    } finally {
      this.#sending = null;
      this.#share = null;
      this.requestUpdate();
    }
  };

  #look(): Errors {
    const m = spacesMessages();
    const errors: Errors = {};
    const given = this.#prompt.trim() !== '' || this.#audioUrl !== '' || Object.keys(this.#files).length > 0;
    if (!given) {
      errors[this.#space.inputs[0]] = m.needOne(this.#space.inputs.map(kind => m[kind]).join(', '));
    }
    if (new Blob([this.#prompt]).size > this.#limit('prompt').max_bytes) {
      errors.prompt = m.tooLong(bytes(this.#limit('prompt').max_bytes));
    }
    for (const [kind, file] of Object.entries(this.#files) as [FileKind, File][]) {
      const error = objection(file, this.#limit(kind));
      if (error !== null) {
        errors[kind] = error;
      }
    }
    if (this.#audioUrl !== '' && !/^https?:\/\/\S+$/.test(this.#audioUrl)) {
      errors.audio_url = m.audioAddressHint;
    }
    if (this.#parameters.trim() !== '' && !isObject(this.#parameters)) {
      errors.parameters = m.parametersInvalid;
    }
    return errors;
  }

  #send(signal: AbortSignal): Promise<Request> {
    const path = `/api/spaces/${this.#space.id}/requests`;
    const headers = { 'Idempotency-Key': this.#idempotencyKey };
    const files = Object.entries(this.#files) as [FileKind, File][];
    if (files.length === 0) {
      return api.post<Request>(path, {
        ...(this.#prompt.trim() !== '' && { prompt: this.#prompt }),
        ...(this.#audioUrl !== '' && { audio_url: this.#audioUrl }),
        ...(this.#parameters.trim() !== '' && { parameters: JSON.parse(this.#parameters) as unknown }),
        ...(this.#priority !== '' && { priority: Number(this.#priority) }),
      }, { headers, signal });
    }
    const form = new FormData();
    const fields = { prompt: this.#prompt, audio_url: this.#audioUrl, parameters: this.#parameters, priority: this.#priority };
    for (const [name, value] of Object.entries(fields).filter(([, text]) => text.trim() !== '')) {
      form.append(name, value);
    }
    files.forEach(([kind, file]) => form.append(FILE_PARTS[kind], file, file.name));
    this.#share = 0;
    const onProgress = (share: number) => {
      this.#share = share;
      this.requestUpdate();
    };
    return upload<Request>(path, form, { headers, signal, onProgress });
  }

  #failed(failure: unknown): void {
    const m = spacesMessages();
    if (failure instanceof DOMException && failure.name === 'AbortError') {
      return;
    }
    const wait = failure instanceof Problem ? failure.retryAfterSeconds : null;
    if (failure instanceof Problem && failure.status === 429) {
      this.#complaint = m.tooSoon(duration(wait ?? 1));
      this.coolDown(wait ?? 1);
      return;
    }
    this.#complaint = explain(failure, {
      403: m.error403, 409: m.error409, 413: m.error413, 415: m.error415, 422: m.error422, 503: m.error503,
      // A server that is full says when to try again; an account that is full has to make room.
      507: wait === null ? m.storageSpent : m.error507,
    });
  }
}

function isObject(text: string): boolean {
  try {
    const value = JSON.parse(text) as unknown;
    return value !== null && typeof value === 'object' && !Array.isArray(value);
  } catch {
    return false;
  }
}

customElements.define('request-form', RequestForm);
