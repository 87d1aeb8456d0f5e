// Judges rhythm against limits that the viewer sets. Not a medical device: beats are found by a simple detector.

export const ALARMS = ['asystole', 'bradycardia', 'tachycardia'] as const;
export type Alarm = (typeof ALARMS)[number];

export interface AlarmLimits extends Record<string, unknown> {
  readonly on: boolean;
  /** Below this it is bradycardia, beats a minute. */
  readonly lowBpm: number;
  /** Above this it is tachycardia, beats a minute. */
  readonly highBpm: number;
  /** Without a beat for this long, seconds, it is asystole. */
  readonly asystoleSeconds: number;
}

export const DEFAULT_LIMITS: AlarmLimits = { on: true, lowBpm: 50, highBpm: 120, asystoleSeconds: 4 };

/** What the rhythm is like at a moment. */
export interface Rhythm {
  /** Over the last few beats; null if unknown. */
  readonly bpm: number | null;
  /** Since the last beat, or since the signal began, whichever is later; null while there is no signal. */
  readonly secondsWithoutBeat: number | null;
}

/** An alarm ends only when the rate is clear of the limit by this much, so that it does not flicker at the limit. */
const CLEAR_BPM = 3;

/** The alarm that holds now, the gravest first; null if none does, or none can be judged. `before` is what held until now. */
export function judge(rhythm: Rhythm, limits: AlarmLimits, before: Alarm | null): Alarm | null {
  if (!limits.on || rhythm.secondsWithoutBeat === null) {
    return null;
  }
  if (rhythm.secondsWithoutBeat >= limits.asystoleSeconds) {
    return 'asystole';
  }
  if (rhythm.bpm === null) {
    return null;
  }
  if (rhythm.bpm < limits.lowBpm + (before === 'bradycardia' ? CLEAR_BPM : 0)) {
    return 'bradycardia';
  }
  return rhythm.bpm > limits.highBpm - (before === 'tachycardia' ? CLEAR_BPM : 0) ? 'tachycardia' : null;
}
