// Above the paper: which stream it is, how its connection stands, and the alarm if there is one.

import { html, nothing, type TemplateResult } from 'lit';

import { number } from '../core/i18n.ts';
import { icon } from '../ui/icons.ts';
import type { ConnectionState } from './connection.ts';
import { monitorMessages } from './messages.ts';
import type { Alarm } from './signal/alarms.ts';
import type { StreamModel } from './signal/stream-model.ts';
import type { Stream } from './streams.ts';

export interface HeadParts {
  readonly stream: Stream | null;
  readonly state: ConnectionState;
  readonly lateSeconds: number;
  readonly isFrozen: boolean;
  readonly alarm: Alarm | null;
  readonly model: StreamModel | null;
  readonly sound: boolean;
  readonly setSound: (sound: boolean) => void;
  readonly openStreams: () => void;
}

export function head(parts: HeadParts): TemplateResult {
  const m = monitorMessages();
  const { stream } = parts;
  return html`
    <div class="monitor-head">
      <div class="monitor-title">
        <h1>${stream?.title ?? m.title}</h1>
        ${stream === null ? nothing : html`
          <p>${stream.kind === 'recording' ? m.recording : m.synthetic} · ${m.leadsCount(stream.leads.length)}
            · ${number(stream.sampling_frequency_hz)} Hz · ${m.viewers(stream.viewers)}</p>`}
      </div>
      <button type="button" class="button streams-button" @click=${parts.openStreams}>${icon('list')}${m.streams}</button>
      ${parts.alarm === null ? nothing : alarmBanner(parts.alarm, parts)}
      ${status(parts)}
    </div>`;
}

function alarmBanner(alarm: Alarm, { model, sound, setSound }: HeadParts): TemplateResult {
  const m = monitorMessages();
  const detail = alarm === 'asystole'
    ? m.alarm.noBeat(Math.floor(model?.secondsWithoutBeat ?? 0))
    : m.alarm.detail(number(model?.alarmBpm ?? 0));
  return html`
    <div class="alarm-banner" data-alarm=${alarm}>
      ${icon('warning')}
      <p><strong>${m.alarm[alarm]}</strong> ${detail}<small>${m.notMedical}</small></p>
      <button type="button" class="button quiet" @click=${() => setSound(!sound)}>
        ${icon(sound ? 'alarmOff' : 'alarm')}${sound ? m.alarm.mute : m.alarm.unmute}
      </button>
    </div>`;
}

function status(parts: HeadParts): TemplateResult {
  const [kind, text] = statusOf(parts);
  // The seconds count for the eye only; a screen reader is told once.
  return html`
    <p class="status ${kind}" aria-hidden="true" data-state=${kind}><span class="status-dot"></span>${text}</p>
    <p class="visually-hidden" role="status">${text.replaceAll(/\d+/g, '')}</p>`;
}

function statusOf({ state, isFrozen, lateSeconds }: HeadParts): readonly [kind: string, text: string] {
  const m = monitorMessages().state;
  const late = Math.floor(lateSeconds);
  switch (state.is) {
    case 'connecting':
      return ['waiting', m.connecting];
    case 'live':
      return isFrozen ? ['frozen', m.frozen] : late >= 1 ? ['waiting', m.late(late)] : ['live', m.live];
    case 'again':
      return ['lost', m.again(Math.max(0, Math.ceil((state.atMillis - Date.now()) / 1000)))];
    case 'ended':
      return ['lost', m.ended];
    case 'refused':
      return ['lost', m.refused];
    case 'unknown-stream':
      return ['lost', m.unknown];
  }
}
