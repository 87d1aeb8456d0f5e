// The choices beside the paper.

import { html, type TemplateResult } from 'lit';

import { number } from '../core/i18n.ts';
import { icon } from '../ui/icons.ts';
import { monitorMessages } from './messages.ts';
import type { MonitorSettings } from './settings.ts';
import { BAND_LIMITS, BANDS, isNotchPossible, isPossible, MAINS } from './signal/filter.ts';
import { GAINS, leadChoices, SPEEDS } from './signal/paper.ts';

type Option = readonly [value: string, label: string, possible?: boolean];

export interface ToolbarParts {
  readonly settings: MonitorSettings;
  readonly leadNames: readonly string[];
  readonly samplingFrequencyHz: number;
  /** The gain drawn now, where it is chosen by itself. */
  readonly mmPerMillivolt: number;
  readonly change: (changed: Partial<MonitorSettings>) => void;
  readonly savePng: () => void;
  readonly saveCsv: () => void;
  readonly openAlarms: () => void;
  readonly openScreen: () => void;
  readonly toggleFullscreen: () => void;
}

export function toolbar(parts: ToolbarParts): TemplateResult {
  const m = monitorMessages();
  const { settings, samplingFrequencyHz: hertz, change } = parts;
  const choices = leadChoices(parts.leadNames);
  const shown = Math.min(settings.leads, parts.leadNames.length);
  const leads = choices.includes(shown) ? shown : choices.filter(each => each <= shown).at(-1) ?? 1;
  const auto = settings.mmPerMillivolt === 0 ? `${m.tools.auto} (${number2(parts.mmPerMillivolt)})` : m.tools.auto;
  return html`
    <div class="toolbar" role="group" aria-label=${m.tools.label}>
      ${choice('speed', m.tools.speed, String(settings.mmPerSecond),
        SPEEDS.map(speed => [String(speed), `${number2(speed)} mm/s`]), value => change({ mmPerSecond: Number(value) }))}
      ${choice('gain', m.tools.gain, String(settings.mmPerMillivolt),
        [['0', auto], ...GAINS.map(gain => [String(gain), `${number2(gain)} mm/mV`] as const)],
        value => change({ mmPerMillivolt: Number(value) }))}
      ${choice('leads', m.tools.leads, String(leads), choices.map(count => [String(count), String(count)]),
        value => change({ leads: Number(value) }))}
      ${choice('mode', m.tools.mode, settings.mode, [['sweep', m.tools.sweep], ['scroll', m.tools.scroll]],
        value => change({ mode: value === 'scroll' ? 'scroll' : 'sweep' }))}
      ${choice('filter', m.tools.filter, isPossible(settings.band, hertz) ? settings.band : 'off',
        BANDS.map(band => [
          band,
          band === 'off' ? m.tools.unfiltered : `${BAND_LIMITS[band].map(number2).join('–')} Hz`,
          isPossible(band, hertz),
        ]),
        value => change({ band: BANDS.find(band => band === value)! }))}
      ${choice('mains', m.tools.mains, String(isNotchPossible(settings.mains, hertz) ? settings.mains : 0),
        MAINS.map(mains => [String(mains), mains === 0 ? m.tools.off : `${mains} Hz`, isNotchPossible(mains, hertz)]),
        value => change({ mains: MAINS.find(mains => String(mains) === value)! }))}
      <span class="toolbar-space"></span>
      ${tool('save', m.tools.png, parts.savePng, m.tools.pngLong)}
      ${tool('save', m.tools.csv, parts.saveCsv, m.tools.csvLong)}
      ${tool('alarm', m.alarm.settings, parts.openAlarms)}
      ${tool('settings', m.tools.options, parts.openScreen)}
      ${tool('expand', m.tools.fullscreen, parts.toggleFullscreen)}
    </div>`;
}

function choice(
  id: string, label: string, value: string, options: readonly Option[], onChange: (value: string) => void,
): TemplateResult {
  return html`
    <label class="tool-choice">
      <span>${label}</span>
      <select id="tool-${id}" @change=${(event: Event) => onChange((event.target as HTMLSelectElement).value)}>
        ${options.map(([each, text, possible = true]) =>
          html`<option value=${each} .selected=${each === value} ?disabled=${!possible}>${text}</option>`)}
      </select>
    </label>`;
}

function tool(name: Parameters<typeof icon>[0], text: string, act: () => void, long = text): TemplateResult {
  return html`
    <button type="button" class="button tool" aria-label=${long} title=${long} @click=${act}>
      ${icon(name)}<span class="tool-text">${text}</span>
    </button>`;
}

/** With as many digits as there are: 6.25, 25. */
function number2(value: number): string {
  return number(value, value % 1 === 0 ? 0 : value * 10 % 1 === 0 ? 1 : 2);
}
