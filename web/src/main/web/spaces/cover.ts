// A space's picture, or its first letter where it has none that can be shown.

import { html, type TemplateResult } from 'lit';

import type { Space } from './model.ts';

const TINTS = 5;

export function cover(space: Pick<Space, 'name' | 'cover'>): TemplateResult {
  const hide = (event: Event) => (event.target as HTMLImageElement).remove();
  const tint = [...space.name].reduce((sum, each) => sum + each.codePointAt(0)!, 0) % TINTS;
  // Only what the page's content policy lets through: our own pictures, and those that come by TLS.
  const picture = space.cover !== null && /^(\/|https:)/.test(space.cover) ? space.cover : null;
  return html`
    <div class="cover tint-${tint}" aria-hidden="true">
      <span>${[...space.name][0]?.toLocaleUpperCase()}</span>
      ${picture === null ? '' : html`<img src=${picture} alt="" loading="lazy" @error=${hide}>`}
    </div>`;
}
