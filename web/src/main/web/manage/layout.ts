// What all pages of administration have around them.

import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';

import { titles } from '../titles.ts';

export interface Layout {
  /** The path of the section, which its link is marked by. */
  readonly at: string;
  readonly heading: string;
  readonly lead?: string;
  readonly actions?: TemplateResult;
  readonly content: unknown;
}

export function manageLayout({ at, heading, lead, actions, content }: Layout): TemplateResult {
  const t = titles();
  const sections: [string, string][] = [
    ['/manage', t.overview], ['/manage/spaces', t.spaces], ['/manage/workers', t.workers], ['/manage/queue', t.queue],
    ['/manage/keys', t.keys], ['/manage/accounts', t.accounts], ['/manage/audit', t.audit],
  ];
  return html`
    <div class="page">
      <nav class="sub-navigation" aria-label=${t.manage}>
        <ul>
          ${sections.map(([path, title]) => path === at
            ? html`<li><a href=${path} aria-current="page" ${ref(show)}>${title}</a></li>`
            : html`<li><a href=${path}>${title}</a></li>`)}
        </ul>
      </nav>
      <header class="page-head">
        <div>
          <h1>${heading}</h1>
          ${lead === undefined ? nothing : html`<p class="soft">${lead}</p>`}
        </div>
        ${actions === undefined ? nothing : html`<div class="page-actions">${actions}</div>`}
      </header>
      ${content}
    </div>`;
}

/** On a narrow screen the sections are more than fit beside each other. */
function show(link?: Element): void {
  queueMicrotask(() => link?.scrollIntoView({ block: 'nearest', inline: 'nearest' }));
}
