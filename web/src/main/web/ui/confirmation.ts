// Asks before something that cannot be taken back.

import { html, type TemplateResult } from 'lit';

import { dialog } from './dialog.ts';

export interface ConfirmationParts {
  readonly id: string;
  readonly open: boolean;
  readonly heading: string;
  readonly text: string;
  /** What the button that does it says. */
  readonly confirm: string;
  /** What the button that does nothing says. */
  readonly keep: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

export function confirmation(parts: ConfirmationParts): TemplateResult {
  return dialog({
    id: parts.id,
    open: parts.open,
    heading: parts.heading,
    onClose: parts.onClose,
    content: html`
      <p>${parts.text}</p>
      <div class="dialog-actions">
        <button type="button" class="button" @click=${parts.onClose}>${parts.keep}</button>
        <button type="button" class="button danger" @click=${parts.onConfirm}>${parts.confirm}</button>
      </div>`,
  });
}
