// How this browser's viewer wants to see an ECG; remembered.

import { remember, rememberedSettings } from '../core/preferences.ts';
import { DEFAULT_LIMITS, type AlarmLimits } from './signal/alarms.ts';
import { BANDS, MAINS, type Band, type Mains } from './signal/filter.ts';
import { GAINS, SPEEDS } from './signal/paper.ts';

export interface MonitorSettings extends Record<string, unknown> {
  readonly mmPerSecond: number;
  /** 0: whatever fits. */
  readonly mmPerMillivolt: number;
  readonly mode: 'sweep' | 'scroll';
  /** At most so many leads. */
  readonly leads: number;
  readonly band: Band;
  readonly mains: Mains;
  readonly beatMarks: boolean;
  readonly screenScale: number;
  readonly sound: boolean;
}

const DEFAULTS: MonitorSettings = {
  mmPerSecond: 25, mmPerMillivolt: 10, mode: 'sweep', leads: 3, band: 'off', mains: 0, beatMarks: true, screenScale: 1, sound: false,
};

const SETTINGS_KEY = 'monitor';
const LIMITS_KEY = 'monitor.alarms';

export function loadSettings(): MonitorSettings {
  const stored = rememberedSettings<MonitorSettings>(SETTINGS_KEY, DEFAULTS);
  const oneOf = <K extends keyof MonitorSettings>(key: K, choices: readonly unknown[]) =>
    choices.includes(stored[key]) ? stored[key] : DEFAULTS[key];
  return {
    ...stored,
    mmPerSecond: oneOf('mmPerSecond', SPEEDS),
    mmPerMillivolt: oneOf('mmPerMillivolt', [0, ...GAINS]),
    mode: oneOf('mode', ['sweep', 'scroll']),
    band: oneOf('band', BANDS),
    mains: oneOf('mains', MAINS),
    screenScale: Math.min(2, Math.max(0.5, stored.screenScale)),
  };
}

export function saveSettings(settings: MonitorSettings): void {
  remember(SETTINGS_KEY, JSON.stringify(settings));
}

export function loadLimits(): AlarmLimits {
  return rememberedSettings<AlarmLimits>(LIMITS_KEY, DEFAULT_LIMITS);
}

export function saveLimits(limits: AlarmLimits): void {
  remember(LIMITS_KEY, JSON.stringify(limits));
}
