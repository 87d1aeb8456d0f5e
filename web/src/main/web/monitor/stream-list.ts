// The streams to choose from.

import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import type { Page } from '../core/api.ts';
import { coreMessages } from '../core/messages.ts';
import { icon } from '../ui/icons.ts';
import { monitorMessages } from './messages.ts';
import type { RefusedRecording, Stream } from './streams.ts';

export interface StreamListParts {
  readonly streams: readonly Stream[];
  readonly chosen: string | null;
  readonly pick: (stream: Stream) => void;
  readonly more: (() => void) | null;
  readonly refused: Page<RefusedRecording> | null;
}

export function streamList({ streams, chosen, pick, more, refused }: StreamListParts): TemplateResult {
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
          ${remarks(stream.remarks ?? [])}
        </li>`)}
    </ul>
    ${more === null ? nothing : html`<button type="button" class="button wide" @click=${more}>${coreMessages().more}</button>`}
    ${refusals(refused)}`;
}

function remarks(all: readonly string[]): TemplateResult | typeof nothing {
  return all.length === 0 ? nothing : html`
    <details class="stream-remarks">
      <summary>${monitorMessages().remarks(all.length)}</summary>
      <ul>${all.map(remark => html`<li>${remark}</li>`)}</ul>
    </details>`;
}

function refusals(refused: Page<RefusedRecording> | null): TemplateResult | typeof nothing {
  if (refused === null || refused.total === 0) {
    return nothing;
  }
  const m = monitorMessages();
  return html`
    <details class="stream-remarks refused">
      <summary>${m.refused(refused.total)}</summary>
      <ul>
        ${refused.items.map(({ file, reason }) => html`<li>${file ? html`<strong>${file}</strong>: ` : nothing}${reason}</li>`)}
        ${refused.total > refused.items.length ? html`<li>${m.andMore(refused.total - refused.items.length)}</li>` : nothing}
      </ul>
    </details>`;
}
