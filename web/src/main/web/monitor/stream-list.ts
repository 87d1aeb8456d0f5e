// The streams to choose from.

import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { coreMessages } from '../core/messages.ts';
import { icon } from '../ui/icons.ts';
import { monitorMessages } from './messages.ts';
import type { Stream } from './streams.ts';

export interface StreamListParts {
  readonly streams: readonly Stream[];
  readonly chosen: string | null;
  readonly pick: (stream: Stream) => void;
  readonly more: (() => void) | null;
}

export function streamList({ streams, chosen, pick, more }: StreamListParts): TemplateResult {
  const m = monitorMessages();
  return html`
    <ul class="stream-list">
      ${repeat(streams, stream => stream.id, stream => html`
        <li>
          <button type="button" class="stream" aria-current=${stream.id === chosen ? 'true' : nothing} @click=${() => pick(stream)}>
            <span class="stream-title">${stream.title}</span>
            <span class="stream-facts">${stream.kind === 'recording' ? m.recording : m.synthetic}
              · ${stream.leads.length <= 3 ? stream.leads.map(lead => lead.name).join(', ') : m.leadsCount(stream.leads.length)}</span>
            <span class="stream-viewers ${stream.viewers > 0 ? 'watched' : ''}" title=${m.viewers(stream.viewers)}>
              ${icon('viewers')}<span aria-hidden="true">${stream.viewers}</span>
              <span class="visually-hidden">${m.viewers(stream.viewers)}</span>
            </span>
          </button>
        </li>`)}
    </ul>
    ${more === null ? nothing : html`<button type="button" class="button wide" @click=${more}>${coreMessages().more}</button>`}`;
}
