// Requests, one beneath the other, each a link to where it stands.

import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { ago } from '../core/i18n.ts';
import { spacesMessages } from './messages.ts';
import type { Request } from './model.ts';
import { stateBadge } from './request-view.ts';

export interface ListLooks {
  /** The one that is open beside the list. */
  readonly shown: string | null;
  readonly withSpace: boolean;
}

export function requestList(requests: readonly Request[], link: (request: Request) => string, looks: ListLooks): TemplateResult {
  return html`
    <ul class="request-list">
      ${repeat(requests, request => request.id, request => html`
        <li>
          <a href=${link(request)} aria-current=${request.id === looks.shown ? 'true' : nothing}>
            <span class="request-what">${summary(request)}</span>
            <span class="request-when">
              ${looks.withSpace ? html`<span>${request.space_name}</span>` : nothing}
              <span>${request.accepted_at ? ago(request.accepted_at) : ''}</span>
            </span>
            ${stateBadge(request.status)}
          </a>
        </li>`)}
    </ul>`;
}

function summary(request: Request): string {
  const { prompt, audio_url: audio } = request.input ?? {};
  return typeof prompt === 'string' ? prompt : typeof audio === 'string' ? audio : spacesMessages().noPrompt;
}
