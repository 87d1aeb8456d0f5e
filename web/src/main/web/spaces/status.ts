// How a space's workers and queue stand, in few words.

import { html, nothing, type TemplateResult } from 'lit';

import { duration } from '../core/units.ts';
import { number } from '../core/i18n.ts';
import { icon } from '../ui/icons.ts';
import { spacesMessages } from './messages.ts';
import type { SpaceStatus } from './model.ts';

/** Connected ✓ or not connected ✗; nothing is claimed before it is known. */
export function connectionBadge(status: SpaceStatus | null, enabled = status?.enabled ?? true): TemplateResult | typeof nothing {
  const m = spacesMessages();
  if (!enabled) {
    return html`<span class="badge">${m.disabled}</span>`;
  }
  if (status === null) {
    return html`<span class="badge pending" aria-hidden="true"></span>`;
  }
  return status.connected_workers > 0
    ? html`<span class="badge good">${icon('check')}${m.connected}</span>`
    : html`<span class="badge">${icon('close')}${m.notConnected}</span>`;
}

/** Workers and queue in a line. */
export function statusLine(status: SpaceStatus | null): string {
  const m = spacesMessages();
  return status === null ? ' ' : `${m.workers(status.connected_workers)} · ${m.waiting(status.queue_length)}`;
}

/** All that is known, as a list. */
export function statusFacts(status: SpaceStatus | null): TemplateResult {
  const m = spacesMessages();
  const about = (seconds: number | null | undefined) => seconds == null ? m.unknown : m.aboutSeconds(duration(seconds));
  const facts: [string, string][] = status === null
    ? [m.workersLabel, m.runningLabel, m.waitingLabel, m.expectedLabel, m.serviceLabel].map(label => [label, '–'])
    : [
      [m.workersLabel, number(status.connected_workers)],
      [m.runningLabel, status.capacity === 0 ? '–' : `${number(status.running)} / ${number(status.capacity)}`],
      [m.waitingLabel, number(status.queue_length)],
      [m.expectedLabel, status.expected_wait_seconds === 0 ? m.atOnce : about(status.expected_wait_seconds)],
      [m.serviceLabel, about(status.mean_service_seconds)],
    ];
  return html`<dl class="facts">${facts.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}
