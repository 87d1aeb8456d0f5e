// Everybody's access keys.

import { html, type TemplateResult } from 'lit';

import { View } from '../core/view.ts';
import '../keys/access-keys.ts';
import { titles } from '../titles.ts';
import { manageLayout } from './layout.ts';
import { manageMessages } from './messages.ts';

class ManageKeys extends View {
  protected override render(): TemplateResult {
    return manageLayout({
      at: '/manage/keys', heading: titles().keys, lead: manageMessages().keysLead,
      content: html`<section class="card"><access-keys></access-keys></section>`,
    });
  }
}

customElements.define('manage-keys', ManageKeys);
