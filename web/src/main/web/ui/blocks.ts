// Larger pieces that pages share.

import { html, nothing, type TemplateResult } from 'lit';

import { coreMessages } from '../core/messages.ts';
import { icon, type IconName } from './icons.ts';

/** Tells how to begin where there is nothing yet. */
export function emptyState(parts: { icon: IconName; heading: string; text: string; action?: TemplateResult }): TemplateResult {
  return html`
    <div class="empty">
      ${icon(parts.icon)}
      <h2>${parts.heading}</h2>
      <p>${parts.text}</p>
      ${parts.action ?? nothing}
    </div>`;
}

/** What went wrong, said at once to a screen reader too; nothing if nothing did. */
export function complaint(text: string | null): TemplateResult {
  return html`<div role="alert">${text === null ? nothing : html`<p class="complaint">${icon('warning')}<span>${text}</span></p>`}</div>`;
}

export interface Column<T> {
  readonly heading: string;
  readonly cell: (row: T) => unknown;
  /** Numbers stand to the right. */
  readonly numeric?: boolean;
}

/** A table that scrolls by itself where it is too wide. */
export function table<T>(caption: string, columns: readonly Column<T>[], rows: readonly T[]): TemplateResult {
  return html`
    <div class="table-scroll" tabindex="0" role="region" aria-label=${caption}>
      <table class="table">
        <caption class="visually-hidden">${caption}</caption>
        <thead>
          <tr>${columns.map(column => html`<th scope="col" class=${column.numeric ? 'numeric' : ''}>${column.heading}</th>`)}</tr>
        </thead>
        <tbody>
          ${rows.map(row => html`
            <tr>${columns.map(column => html`<td class=${column.numeric ? 'numeric' : ''} data-label=${column.heading}>${column.cell(row)}</td>`)}</tr>`)}
        </tbody>
      </table>
    </div>`;
}

export function loading(): TemplateResult {
  return html`<p class="loading" role="status">${coreMessages().loading}</p>`;
}
