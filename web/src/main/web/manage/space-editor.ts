// Making a space, changing one, deleting one. What a first space needs stands in front; the rest has good defaults.

import { html, nothing, type TemplateResult } from 'lit';

import { notify } from '../core/announce.ts';
import { api, explain, Problem } from '../core/api.ts';
import { navigate } from '../core/router.ts';
import { View } from '../core/view.ts';
import { INPUT_KINDS, type InputKind, type Space, type SpaceStatus } from '../spaces/model.ts';
import { titles } from '../titles.ts';
import { complaint, loading } from '../ui/blocks.ts';
import { confirmation } from '../ui/confirmation.ts';
import { checkbox, input, select } from '../ui/field.ts';
import { manageLayout } from './layout.ts';
import { manageMessages } from './messages.ts';
import { draftOf, errorsIn, fieldsOf, NUMBERS, type Draft, type DraftErrors, type NumberName } from './space-fields.ts';

class SpaceEditor extends View {
  params: Readonly<Record<string, string>> = {};
  #space: Space | null = null;
  #draft: Draft | null = null;
  #errors: DraftErrors = {};
  #complaint: string | null = null;
  #busy = false;
  /** How many requests are open in the space that is about to be deleted; null while none is. */
  #deleting: number | null = null;

  constructor() {
    super();
    this.whileConnected(() => {
      void this.#load();
      return () => {};
    });
  }

  get #id(): string | undefined {
    return this.params['id'];
  }

  async #load(): Promise<void> {
    try {
      this.#space = this.#id === undefined ? null : await api.get<Space>(`/api/spaces/${this.#id}`);
      this.#draft = draftOf(this.#space);
    } catch (failure) {
      this.#complaint = explain(failure);
    }
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const heading = this.#id === undefined ? titles().newSpace : this.#space?.name ?? titles().editSpace;
    return manageLayout({
      at: '/manage/spaces', heading,
      content: this.#draft === null ? (this.#complaint === null ? loading() : complaint(this.#complaint)) : this.#form(this.#draft),
    });
  }

  #form(draft: Draft): TemplateResult {
    const m = manageMessages();
    return html`
      <form class="editor" @submit=${this.#submit} novalidate>
        <section class="card stack">
          ${input({
            id: 'name', label: m.name, hint: m.nameHint, required: true, maxlength: 100, value: draft.name,
            error: this.#errors['name'] ?? null, onInput: value => this.#set(() => { draft.name = value; }, 'name'),
          })}
          ${this.#description(draft)}
          ${this.#inputs(draft)}
          ${this.#access(draft)}
        </section>
        <details class="card" ?open=${this.#id !== undefined}>
          <summary>${m.more}</summary>
          <div class="stack editor-more">${this.#more(draft)}</div>
        </details>
        ${complaint(this.#complaint)}
        <div class="form-actions">
          <button type="submit" class="button primary" ?disabled=${this.#busy}>${this.#id === undefined ? m.create : m.save}</button>
          <a class="button" href=${this.#id === undefined ? '/manage/spaces' : `/spaces/${this.#id}`}>${m.cancel}</a>
          ${this.#id === undefined ? nothing : html`
            <button type="button" class="button danger at-end" @click=${() => this.#askToDelete()}>${m.delete}</button>`}
        </div>
        ${confirmation({
          id: 'delete-space', open: this.#deleting !== null, heading: m.deleteHeading(this.#space?.name ?? ''),
          text: m.deleteText(this.#deleting ?? 0), confirm: m.delete, keep: m.keep,
          onConfirm: () => void this.#delete(), onClose: () => this.#set(() => { this.#deleting = null; }),
        })}
      </form>`;
  }

  #description(draft: Draft): TemplateResult {
    const m = manageMessages();
    const typed = (event: InputEvent) => this.#set(() => { draft.description = (event.target as HTMLTextAreaElement).value; });
    return html`
      <div class="field">
        <label for="description">${m.description}</label>
        <textarea id="description" rows="3" maxlength="4000" aria-describedby="description-hint" .value=${draft.description} @input=${typed}></textarea>
        <p class="hint" id="description-hint">${m.descriptionHint}</p>
      </div>`;
  }

  #inputs(draft: Draft): TemplateResult {
    const m = manageMessages();
    const error = this.#errors['inputs'];
    const choose = (kind: InputKind, chosen: boolean) => this.#set(() => draft.inputs[chosen ? 'add' : 'delete'](kind), 'inputs');
    return html`
      <fieldset class="choices" aria-describedby=${error ? 'inputs-error' : nothing}>
        <legend class="legend">${m.inputs}</legend>
        <div class="switches">
          ${INPUT_KINDS.map(kind => checkbox({
            id: `takes-${kind}`, label: m.kinds[kind], checked: draft.inputs.has(kind), onChange: chosen => choose(kind, chosen),
          }))}
        </div>
        ${error ? html`<p class="field-error" id="inputs-error">${error}</p>` : nothing}
      </fieldset>`;
  }

  #access(draft: Draft): TemplateResult {
    const m = manageMessages();
    return html`
      ${select({
        id: 'worker-access', label: m.workerAccess, value: draft.worker_access, hint: m.accessHint,
        options: [['KEY', m.access.KEY], ['OPEN', m.access.OPEN]],
        onChange: value => this.#set(() => { draft.worker_access = value as Space['worker_access']; }),
      })}
      ${draft.worker_access === 'OPEN' ? nothing : input({
        id: 'operators', label: m.operators, hint: m.operatorsHint, value: draft.operators, error: this.#errors['operators'] ?? null,
        onInput: value => this.#set(() => { draft.operators = value; }, 'operators'),
      })}`;
  }

  #more(draft: Draft): TemplateResult {
    const m = manageMessages();
    const kinds = INPUT_KINDS.filter(kind => draft.inputs.has(kind));
    return html`
      ${checkbox({ id: 'enabled', label: m.enabled, checked: draft.enabled, onChange: on => this.#set(() => { draft.enabled = on; }) })}
      ${input({
        id: 'cover', label: m.cover, hint: m.coverHint, maxlength: 2000, value: draft.cover, error: this.#errors['cover'] ?? null,
        onInput: value => this.#set(() => { draft.cover = value.trim(); }, 'cover'),
      })}
      <fieldset>
        <legend class="section-legend">${m.limits}</legend>
        <div class="limit-rows">${kinds.map(kind => html`<div class="form-grid">${this.#limit(draft, kind)}</div>`)}</div>
      </fieldset>
      <fieldset>
        <legend class="section-legend">${m.workersSection}</legend>
        <div class="form-grid">
          ${this.#number(draft, 'attempt_limit', m.attemptLimit, m.attemptLimitHint)}
          ${this.#number(draft, 'deadline_seconds', m.deadline, m.deadlineHint, m.seconds)}
        </div>
      </fieldset>
      <fieldset class="stack">
        <legend class="section-legend">${m.queueSection}</legend>
        ${checkbox({
          id: 'queue-absent', label: m.queueAbsent, checked: draft.queue_without_workers,
          onChange: on => this.#set(() => { draft.queue_without_workers = on; }),
        })}
        <div class="form-grid">
          ${this.#number(draft, 'queue_limit', m.queueLimit)}
          ${this.#number(draft, 'max_wait_seconds', m.maxWait, m.maxWaitHint, m.seconds)}
        </div>
      </fieldset>
      <fieldset>
        <legend class="section-legend">${m.limitsSection}</legend>
        <div class="form-grid">
          ${this.#number(draft, 'account_queue_limit', m.accountQueueLimit, m.accountQueueLimitHint)}
          ${this.#number(draft, 'cooldown_seconds', m.cooldown, m.zeroNone, m.seconds)}
          ${this.#number(draft, 'daily_quota', m.quota, m.quotaHint)}
          ${this.#number(draft, 'user_priority', m.userPriority)}
          ${this.#number(draft, 'admin_priority', m.adminPriority)}
          ${this.#number(draft, 'priority_ageing_seconds', m.ageing, m.ageingHint, m.seconds)}
        </div>
      </fieldset>`;
  }

  #limit(draft: Draft, kind: InputKind): TemplateResult {
    const m = manageMessages();
    const limit = draft.limits[kind];
    return html`
      ${input({
        id: `most-${kind}`, label: m.most(m.kinds[kind]), type: 'number', min: 0, step: 'any', value: limit.most,
        unit: kind === 'prompt' ? m.kilobytes : m.megabytes, error: this.#errors[`most-${kind}`] ?? null,
        onInput: value => this.#set(() => { limit.most = value; }, `most-${kind}`),
      })}
      ${kind === 'prompt' ? nothing : input({
        id: `types-${kind}`, label: m.types(m.kinds[kind]), hint: m.typesHint, value: limit.types,
        error: this.#errors[`types-${kind}`] ?? null,
        onInput: value => this.#set(() => { limit.types = value; }, `types-${kind}`),
      })}`;
  }

  #number(draft: Draft, name: NumberName, label: string, hint?: string, unit?: string): TemplateResult {
    const [min, max] = NUMBERS[name];
    return input({
      id: name, label, type: 'number', min, max, step: 1, value: draft.numbers[name], error: this.#errors[name] ?? null,
      ...(hint !== undefined && { hint }), ...(unit !== undefined && { unit }),
      onInput: value => this.#set(() => { draft.numbers[name] = value; }, name),
    });
  }

  #set(change: () => void, field?: string): void {
    change();
    if (field !== undefined) {
      delete this.#errors[field];
    }
    this.requestUpdate();
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const m = manageMessages();
    this.#errors = errorsIn(this.#draft!);
    this.#complaint = Object.keys(this.#errors).length === 0 ? null : m.mend;
    if (this.#complaint !== null) {
      return this.#showErrors();
    }
    this.#busy = true;
    this.requestUpdate();
    try {
      const fields = fieldsOf(this.#draft!);
      const space = this.#id === undefined
        ? await api.post<Space>('/api/spaces', fields) : await api.patch<Space>(`/api/spaces/${this.#id}`, fields);
      if (this.#id !== undefined) {
        notify(m.saved);
      }
      navigate(`/spaces/${space.id}`, this.#id === undefined ? 'replace' : 'push');
    } catch (failure) {
      if (failure instanceof Problem && failure.status === 409) {
        this.#errors = { name: m.nameTaken };
        await this.#showErrors();
      } else {
        this.#complaint = explain(failure);
      }
    }
    this.#busy = false;
    this.requestUpdate();
  };

  async #showErrors(): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    const wrong = this.querySelector<HTMLElement>('[aria-invalid=true], #inputs-error');
    wrong?.closest('details')?.setAttribute('open', '');
    (wrong?.id === 'inputs-error' ? this.querySelector<HTMLElement>('#takes-prompt') : wrong)?.focus();
  }

  async #askToDelete(): Promise<void> {
    try {
      const status = await api.get<SpaceStatus>(`/api/spaces/${this.#id}/status`);
      this.#set(() => { this.#deleting = status.queue_length + status.running; });
    } catch (failure) {
      notify(explain(failure), 'danger');
    }
  }

  async #delete(): Promise<void> {
    this.#set(() => { this.#deleting = null; });
    try {
      const gone = await api.delete<{ canceled_requests: number }>(`/api/spaces/${this.#id}`);
      notify(manageMessages().deleted(gone.canceled_requests));
      navigate('/manage/spaces', 'replace');
    } catch (failure) {
      notify(explain(failure), 'danger');
    }
  }
}

customElements.define('space-editor', SpaceEditor);
