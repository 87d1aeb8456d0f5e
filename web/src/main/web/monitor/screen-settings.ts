// What depends on the screen: how long its millimetres are, and what is marked.

import { html, type TemplateResult } from 'lit';

import { checkbox } from '../ui/field.ts';
import { monitorMessages } from './messages.ts';
import type { MonitorSettings } from './settings.ts';
import { CSS_PIXELS_PER_MM } from './signal/paper.ts';

/** ISO/IEC 7810 ID-1: the width of a bank card. */
const CARD_MM = 85.6;

export function screenSettings(settings: MonitorSettings, change: (changed: Partial<MonitorSettings>) => void): TemplateResult {
  const m = monitorMessages().tools;
  const width = CARD_MM * CSS_PIXELS_PER_MM * settings.screenScale;
  return html`
    ${checkbox({ id: 'beat-marks', label: m.beatMarks, checked: settings.beatMarks, onChange: beatMarks => change({ beatMarks }) })}
    <div class="field">
      <label for="screen-scale">${m.screenScale}</label>
      <input id="screen-scale" type="range" min="0.5" max="2" step="0.005" .value=${String(settings.screenScale)}
        aria-describedby="screen-scale-hint"
        @input=${(event: InputEvent) => change({ screenScale: Number((event.target as HTMLInputElement).value) })}>
      <svg class="card-bar" width=${width} height="28" aria-hidden="true">
        <rect x="0.5" y="0.5" width=${width - 1} height="27" rx="4"></rect>
        <text x=${width / 2} y="19">85.6 mm</text>
      </svg>
      <p class="hint" id="screen-scale-hint">${m.screenScaleHint}</p>
    </div>
    <div class="dialog-actions">
      <button type="button" class="button" @click=${() => change({ screenScale: 1 })}>${m.screenReset}</button>
    </div>`;
}
