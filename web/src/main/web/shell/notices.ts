// Notices at the edge of the page, and what is only spoken.

import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { dismiss, notices as current, spoken } from '../core/announce.ts';
import { coreMessages } from '../core/messages.ts';
import { View } from '../core/view.ts';
import { icon } from '../ui/icons.ts';
import { shellMessages } from './messages.ts';

class PulseNotices extends View {
  constructor() {
    super();
    this.watch(current, spoken);
  }

  protected override render(): TemplateResult {
    return html`
      <div class="notices" role="status" aria-label=${shellMessages().notices}>
        ${repeat(current.value, notice => notice.id, notice => html`
          <div class="notice ${notice.tone}">
            <span>${notice.text}</span>
            <button type="button" class="button icon-button quiet" aria-label=${coreMessages().dismiss}
              @click=${() => dismiss(notice.id)}>${icon('close')}</button>
          </div>`)}
      </div>
      <div class="visually-hidden" role="status">${spoken.value.polite}</div>
      <div class="visually-hidden" role="alert">${spoken.value.urgent}</div>`;
  }
}

customElements.define('pulse-notices', PulseNotices);

export function notices(): TemplateResult {
  return html`<pulse-notices></pulse-notices>`;
}
