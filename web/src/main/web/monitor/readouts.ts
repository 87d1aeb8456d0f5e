// Heart rate, RR interval and how much of the signal is there, large enough for across the room.

import { html, nothing, type TemplateResult } from 'lit';

import { number } from '../core/i18n.ts';
import { monitorMessages } from './messages.ts';
import type { Alarm, AlarmLimits } from './signal/alarms.ts';
import type { Rate } from './signal/rate.ts';

export interface Readings {
  readonly rate: Rate | null;
  /** 0 to 1; null if unknown. */
  readonly quality: number | null;
  readonly alarm: Alarm | null;
  readonly limits: AlarmLimits;
}

const UNKNOWN = '–';

export function readouts({ rate, quality, alarm, limits }: Readings): TemplateResult {
  const m = monitorMessages();
  return html`
    <section class="readouts" aria-label=${m.readouts.label}>
      <dl>
        <div class="readout readout-rate ${alarm === null ? '' : 'alarming'}">
          <dt>${m.readouts.rate}</dt>
          <dd><span class="reading" data-reading="rate">${rate === null ? UNKNOWN : number(rate.bpm)}</span>
            <span class="unit">${m.readouts.bpm}</span></dd>
          <dd class="readout-limits">${limits.on ? m.alarm.limits(limits.lowBpm, limits.highBpm) : m.alarm.off}</dd>
        </div>
        <div class="readout">
          <dt>${m.readouts.interval}</dt>
          <dd><span class="reading" data-reading="interval">${rate === null ? UNKNOWN : number(rate.rrMillis)}</span>
            <span class="unit">${m.readouts.ms}</span></dd>
        </div>
        <div class="readout ${quality !== null && quality < 0.9 ? 'poor' : ''}">
          <dt>${m.readouts.quality}</dt>
          <dd><span class="reading" data-reading="quality">${quality === null ? UNKNOWN : number(Math.floor(100 * quality))}</span>
            ${quality === null ? nothing : html`<span class="unit">${m.readouts.percent}</span>`}</dd>
        </div>
      </dl>
      <p class="readouts-note">${m.readouts.source} <strong>${m.notMedical}.</strong></p>
    </section>`;
}
