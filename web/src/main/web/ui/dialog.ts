// A dialog over the page, on the browser's own: it keeps the focus, and Escape or a click beside it closes it.

import { html, type TemplateResult } from 'lit';
import { Directive, directive, type ElementPart, type PartInfo } from 'lit/directive.js';

import { coreMessages } from '../core/messages.ts';
import { icon } from './icons.ts';

class Modal extends Directive {
  constructor(part: PartInfo) {
    super(part);
  }

  render(_open: boolean): void {}

  override update(part: ElementPart, [open]: [boolean]): void {
    const dialog = part.element as HTMLDialogElement;
    // Once it is on the page: a dialog opens only there.
    queueMicrotask(() => {
      if (open && !dialog.open && dialog.isConnected) {
        dialog.showModal();
      } else if (!open && dialog.open) {
        dialog.close();
      }
    });
  }
}

const modal = directive(Modal);

export interface DialogParts {
  /** Names the dialog within its page. */
  readonly id: string;
  readonly open: boolean;
  readonly heading: string;
  readonly content: TemplateResult;
  /** However it was closed. */
  readonly onClose: () => void;
}

export function dialog({ id, open, heading, content, onClose }: DialogParts): TemplateResult {
  const beside = (event: MouseEvent) => {
    if (event.target === event.currentTarget) {
      onClose();
    }
  };
  return html`
    <dialog id=${id} class="dialog" aria-labelledby="${id}-heading" ${modal(open)} @close=${onClose} @click=${beside}>
      ${open ? html`
        <div class="dialog-body">
          <header class="dialog-header">
            <h2 id="${id}-heading">${heading}</h2>
            <button type="button" class="button icon-button quiet" @click=${onClose} aria-label=${coreMessages().close}>
              ${icon('close')}
            </button>
          </header>
          ${content}
        </div>` : html`<h2 id="${id}-heading" hidden>${heading}</h2>`}
    </dialog>`;
}
