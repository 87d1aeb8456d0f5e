// The limits of the alarms, in a dialog.

import { html, type TemplateResult } from 'lit';

import { checkbox, input } from '../ui/field.ts';
import { monitorMessages } from './messages.ts';
import type { AlarmLimits } from './signal/alarms.ts';

export function alarmSettings(
  limits: AlarmLimits, sound: boolean, onLimits: (limits: AlarmLimits) => void, onSound: (sound: boolean) => void,
  onDone: () => void,
): TemplateResult {
  const m = monitorMessages();
  const change = (name: keyof AlarmLimits & string, least: number, most: number) => (text: string) => {
    const value = Number(text);
    if (text !== '' && value >= least && value <= most) {
      onLimits({ ...limits, [name]: value });
    }
  };
  const done = (event: SubmitEvent) => {
    event.preventDefault();
    onDone();
  };
  const wrong = limits.lowBpm >= limits.highBpm ? m.alarm.order : null;
  return html`
    <form class="dialog-form" @submit=${done}>
      <p class="note">${m.alarm.warning}</p>
      <div>
        ${checkbox({ id: 'alarms-on', label: m.alarm.on, checked: limits.on, onChange: on => onLimits({ ...limits, on }) })}
        ${checkbox({ id: 'alarm-sound', label: m.alarm.sound, checked: sound, onChange: onSound })}
      </div>
      <div class="form-grid">
        ${input({
          id: 'alarm-low', label: m.alarm.low, type: 'number', min: 20, max: 200, value: limits.lowBpm, required: true,
          unit: m.readouts.bpm, error: wrong, onInput: change('lowBpm', 20, 200),
        })}
        ${input({
          id: 'alarm-high', label: m.alarm.high, type: 'number', min: 40, max: 300, value: limits.highBpm, required: true,
          unit: m.readouts.bpm, onInput: change('highBpm', 40, 300),
        })}
        ${input({
          id: 'alarm-asystole', label: m.alarm.asystoleAfter, type: 'number', min: 2, max: 20, value: limits.asystoleSeconds,
          required: true, unit: m.alarm.seconds, onInput: change('asystoleSeconds', 2, 20),
        })}
      </div>
      <div class="dialog-actions"><button type="submit" class="button primary">${m.alarm.save}</button></div>
    </form>`;
}
