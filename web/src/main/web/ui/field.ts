// Fields of forms: label, control, hint and complaint, told to belong together.

import { html, noChange, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';

interface Labelled {
  /** Unique on the page. */
  readonly id: string;
  readonly name?: string;
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | null;
}

export interface InputParts extends Labelled {
  readonly type?: 'text' | 'password' | 'number' | 'search' | 'datetime-local';
  /** To begin with, or when it changes; what is typed meanwhile stays. */
  readonly value?: string | number;
  readonly required?: boolean;
  readonly autocomplete?: string;
  readonly minlength?: number;
  readonly maxlength?: number;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number | 'any';
  readonly unit?: string;
  readonly onInput?: (value: string) => void;
}

export function input(parts: InputParts): TemplateResult {
  const onInput = (event: InputEvent) => parts.onInput?.((event.target as HTMLInputElement).value);
  return labelled(parts, html`
    <span class="control">
      <input id=${parts.id} name=${parts.name ?? parts.id} type=${parts.type ?? 'text'}
        .value=${parts.value === undefined ? noChange : String(parts.value)}
        ?required=${parts.required ?? false} autocomplete=${ifDefined(parts.autocomplete as AutoFill | undefined)}
        minlength=${ifDefined(parts.minlength)} maxlength=${ifDefined(parts.maxlength)}
        min=${ifDefined(parts.min)} max=${ifDefined(parts.max)} step=${ifDefined(parts.step)}
        aria-describedby=${described(parts)} aria-invalid=${parts.error ? 'true' : 'false'} @input=${onInput}>
      ${parts.unit === undefined ? nothing : html`<span class="unit" aria-hidden="true">${parts.unit}</span>`}
    </span>`);
}

export interface SelectParts extends Labelled {
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onChange?: (value: string) => void;
}

export function select(parts: SelectParts): TemplateResult {
  const onChange = (event: Event) => parts.onChange?.((event.target as HTMLSelectElement).value);
  return labelled(parts, html`
    <select id=${parts.id} name=${parts.name ?? parts.id} aria-describedby=${described(parts)}
      aria-invalid=${parts.error ? 'true' : 'false'} @change=${onChange}>
      ${parts.options.map(([value, label]) =>
        html`<option value=${value} ?selected=${value === parts.value} .selected=${value === parts.value}>${label}</option>`)}
    </select>`);
}

export function checkbox(parts: Labelled & { checked: boolean; onChange?: (checked: boolean) => void }): TemplateResult {
  const onChange = (event: Event) => parts.onChange?.((event.target as HTMLInputElement).checked);
  return html`
    <label class="check" for=${parts.id}>
      <input id=${parts.id} name=${parts.name ?? parts.id} type="checkbox" .checked=${live(parts.checked)} @change=${onChange}>
      <span>${parts.label}</span>
    </label>`;
}

function labelled(parts: Labelled, control: TemplateResult): TemplateResult {
  return html`
    <div class="field">
      <label for=${parts.id}>${parts.label}</label>
      ${control}
      ${parts.hint ? html`<p class="hint" id="${parts.id}-hint">${parts.hint}</p>` : nothing}
      ${parts.error ? html`<p class="field-error" id="${parts.id}-error">${parts.error}</p>` : nothing}
    </div>`;
}

function described(parts: Labelled): string {
  return `${parts.hint ? `${parts.id}-hint` : ''} ${parts.error ? `${parts.id}-error` : ''}`.trim();
}
