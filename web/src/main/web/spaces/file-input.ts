// A field for a file: chosen or dropped, and looked at before it is sent.

import { html, nothing, type TemplateResult } from 'lit';

import { bytes } from '../core/units.ts';
import { icon } from '../ui/icons.ts';
import { spacesMessages } from './messages.ts';
import type { FileKind, InputLimit } from './model.ts';

export interface FileInputParts {
  readonly kind: FileKind;
  readonly limit: InputLimit;
  readonly file: File | null;
  readonly error: string | null;
  readonly onChoose: (file: File | null) => void;
}

export function fileInput({ kind, limit, file, error, onChoose }: FileInputParts): TemplateResult {
  const m = spacesMessages();
  const id = `input-${kind}`;
  const types = limit.types.length === 0 ? m.anyType : limit.types.join(', ');
  const choose = (event: Event) => onChoose((event.target as HTMLInputElement).files?.[0] ?? null);
  const clear = (event: Event) => {
    const input = (event.currentTarget as HTMLElement).closest('.field')!.querySelector('input')!;
    input.value = '';
    onChoose(null);
    input.focus();
  };
  return html`
    <div class="field">
      <label for=${id}>${m[kind]}</label>
      <div class="file-input">
        <input id=${id} type="file" accept=${limit.types.length === 0 ? nothing : limit.types.join(',')}
          aria-describedby="${id}-hint ${error === null ? '' : `${id}-error`}"
          aria-invalid=${error === null ? 'false' : 'true'} @change=${choose}>
        ${file === null ? nothing : html`
          <button type="button" class="button icon-button quiet" aria-label="${m.clearFile} ${file.name}" @click=${clear}>
            ${icon('close')}
          </button>`}
      </div>
      <p class="hint" id="${id}-hint">${file === null ? '' : `${bytes(file.size)} · `}${types}, ${m.atMost(bytes(limit.max_bytes))}</p>
      ${error === null ? nothing : html`<p class="field-error" id="${id}-error">${error}</p>`}
    </div>`;
}

/** Why a file cannot be sent, or null if it can. A browser that does not know a file's type leaves it to the server. */
export function objection(file: File | null, limit: InputLimit): string | null {
  const m = spacesMessages();
  if (file === null) {
    return null;
  }
  if (file.size > limit.max_bytes) {
    return m.fileTooLarge(bytes(limit.max_bytes));
  }
  const taken = limit.types.length === 0 || file.type === '' || limit.types.some(type =>
    type.endsWith('/*') ? file.type.startsWith(type.slice(0, -1)) : file.type.toLowerCase() === type);
  return taken ? null : m.wrongType(limit.types.join(', '));
}
