// The monitor: a stream to choose, its signal on paper, and what can be read off it.

import { html, nothing, type TemplateResult } from 'lit';

import { say } from '../core/announce.ts';
import { locale } from '../core/i18n.ts';
import { View } from '../core/view.ts';
import { complaint, emptyState } from '../ui/blocks.ts';
import { dialog } from '../ui/dialog.ts';
import { icon } from '../ui/icons.ts';
import { alarmSettings } from './alarm-settings.ts';
import { calipers } from './calipers.ts';
import { saveCsv, savePicture } from './export.ts';
import { head } from './head.ts';
import { LookBack, lookBackBar, Pan } from './look-back.ts';
import { monitorMessages } from './messages.ts';
import './new-stream.ts';
import './own-stream.ts';
import './paper-view.ts';
import type { EcgPaper } from './paper-view.ts';
import { readouts } from './readouts.ts';
import { screenSettings } from './screen-settings.ts';
import { loadLimits, loadSettings, saveLimits, saveSettings, type MonitorSettings } from './settings.ts';
import { judge, type Alarm } from './signal/alarms.ts';
import { paperSeconds } from './signal/paper.ts';
import { StreamChoice } from './stream-choice.ts';
import { streamList } from './stream-list.ts';
import { isOwn, type Stream } from './streams.ts';
import { toolbar } from './toolbar.ts';
import { AlarmTone } from './tone.ts';
import { Watch } from './watch.ts';

const READOUT_PERIOD_MILLIS = 250;
/** Quality is that of the last ten seconds, or of the last two until ten have been watched. */
const QUALITY_SECONDS = [10, 2];

type DialogName = 'streams' | 'new-stream' | 'alarms' | 'screen';

class MonitorPage extends View {
  readonly #choice = new StreamChoice(() => this.#chosen());
  #watch: Watch | null = null;
  readonly #look = new LookBack();
  #measuring = false;

  #settings = loadSettings();
  #limits = loadLimits();
  #alarm: Alarm | null = null;
  readonly #tone = new AlarmTone();
  #open: DialogName | null = null;

  constructor() {
    super();
    this.whileConnected(() => this.#choice.begin());
    this.whileConnected(() => {
      const reading = setInterval(() => this.#judge(), READOUT_PERIOD_MILLIS);
      return () => {
        clearInterval(reading);
        this.#tone.sounding = false;
        this.#watch?.close();
        this.#watch = null;
      };
    });
    this.whileConnected(() => locale.subscribe(() => this.#paper?.redraw()));
  }

  /** The list has come anew, and perhaps another stream is the one to watch. */
  #chosen(): void {
    const { stream, hasChanged } = this.#choice.take();
    if (hasChanged) {
      this.#watch?.close();
      this.#thaw();
      const { band, mains } = this.#settings;
      this.#watch = stream === null ? null : new Watch(stream, [band, mains], () => this.requestUpdate());
    }
    this.requestUpdate();
  }

  #judge(): void {
    const model = this.#watch?.isFresh ? this.#watch.model : null;
    const before = this.#alarm;
    const rhythm = { bpm: model?.alarmBpm ?? null, secondsWithoutBeat: model?.secondsWithoutBeat ?? null };
    this.#alarm = judge(rhythm, this.#limits, before);
    if (this.#alarm !== before) {
      const m = monitorMessages().alarm;
      say(this.#alarm === null ? m.over : m[this.#alarm], this.#alarm !== null);
    }
    this.#tone.sounding = this.#alarm !== null && this.#settings.sound;
    this.requestUpdate();
  }

  get #paper(): EcgPaper | null {
    return this.querySelector('ecg-paper');
  }

  // Looking back

  readonly #goBack = (seconds: number) => {
    if (this.#watch !== null) {
      this.#look.freeze(this.#watch, seconds);
    }
    this.requestUpdate();
  };

  readonly #toggleFrozen = () => {
    if (this.#look.at === null) {
      this.#goBack(0);
    } else {
      this.#thaw();
      this.requestUpdate();
    }
  };

  readonly #toggleCalipers = () => {
    if (this.#look.at === null) {
      this.#goBack(0);
    }
    this.#measuring = this.#look.at !== null && !this.#measuring;
    this.requestUpdate();
  };

  #thaw(): void {
    this.#look.thaw();
    this.#measuring = false;
  }

  readonly #pan = new Pan(this.#look, this.#goBack);

  // Choices

  readonly #change = (changed: Partial<MonitorSettings>) => {
    this.#settings = { ...this.#settings, ...changed };
    saveSettings(this.#settings);
    if ('band' in changed || 'mains' in changed) {
      this.#watch?.filter(this.#settings.band, this.#settings.mains);
      this.#paper?.redraw();
    }
    this.requestUpdate();
  };

  #show(open: DialogName | null): void {
    this.#open = open;
    this.requestUpdate();
  }

  readonly #pick = (stream: Stream) => {
    this.#show(null);
    this.#choice.pick(stream);
  };

  readonly #saveCsv = () => {
    const layout = this.#paper?.layout;
    const until = this.#look.at ?? this.#watch?.nowSeconds ?? null;
    if (this.#watch?.model && layout && until !== null) {
      saveCsv(this.#choice.stream!.title, this.#watch.model, layout, until);
    }
  };

  readonly #savePicture = () => {
    if (this.#paper !== null && this.#choice.stream !== null) {
      void savePicture(this.#choice.stream.title, this.#paper, this.#settings.mmPerSecond);
    }
  };

  readonly #toggleFullscreen = () => {
    const change = document.fullscreenElement === null
      ? this.querySelector('.monitor')!.requestFullscreen() : document.exitFullscreen();
    change.catch(() => {}); // a browser may refuse: then the page stays as it is
  };

  // What is seen

  protected override updated(): void {
    const paper = this.#paper;
    if (paper !== null) {
      const model = this.#watch?.model ?? null;
      paper.settings = this.#settings;
      paper.model = model;
      paper.frozenAt = this.#look.at;
      const leads = model?.leadNames.slice(0, this.#settings.leads).join(', ') ?? '';
      paper.label = monitorMessages().paper(this.#choice.stream?.title ?? '', leads);
    }
  }

  protected override render(): TemplateResult {
    const m = monitorMessages();
    if (this.#choice.streams?.length === 0) {
      const make = html`<button type="button" class="button primary" @click=${() => this.#show('new-stream')}>${m.newStream}</button>`;
      return html`
        ${emptyState({ icon: 'viewers', heading: m.noStreams, text: m.noStreamsText, action: make })}
        ${this.#dialogs()}`;
    }
    const watch = this.#watch;
    const fresh = watch?.isFresh ? watch.model : null;
    const quality = QUALITY_SECONDS.map(seconds => fresh?.quality(seconds) ?? null).find(each => each !== null) ?? null;
    return html`
      <div class="monitor">
        <aside class="monitor-streams" aria-label=${m.streams}>
          <div class="panel-head">
            <h2>${m.streams}</h2>
            <button type="button" class="button icon-button" aria-label=${m.newStream} title=${m.newStream}
              @click=${() => this.#show('new-stream')}>${icon('plus')}</button>
          </div>
          ${this.#streams()}
        </aside>
        ${head({
          stream: this.#choice.stream, state: watch?.state ?? this.#choice.state, lateSeconds: watch?.lateSeconds ?? 0,
          isFrozen: this.#look.at !== null, alarm: this.#alarm, model: watch?.model ?? null, sound: this.#settings.sound,
          setSound: sound => this.#change({ sound }), openStreams: () => this.#show('streams'),
        })}
        ${readouts({ rate: fresh?.rate ?? null, quality, alarm: this.#alarm, limits: this.#limits })}
        ${this.#paperFrame()}
        ${this.#controls()}
      </div>
      ${this.#dialogs()}`;
  }

  #paperFrame(): TemplateResult {
    const update = () => this.requestUpdate();
    const pan = this.#pan;
    const move = (event: PointerEvent) => pan.move(event, this.#paper?.layout?.pixelsPerSecond ?? 1);
    return html`
      <div class="paper-frame">
        <ecg-paper class=${this.#look.at !== null ? 'pannable' : ''} @gain-changed=${update} @layout-changed=${update}
          @pointerdown=${(event: PointerEvent) => pan.begin(event)} @pointermove=${move} @pointerup=${() => pan.end()}
          @pointercancel=${() => pan.end()}>
        </ecg-paper>
        ${this.#measuring ? calipers(this.#paper?.layout ?? null) : nothing}
      </div>`;
  }

  #controls(): TemplateResult {
    const model = this.#watch?.model ?? null;
    const layout = this.#paper?.layout;
    return html`
      <div class="monitor-controls">
        ${lookBackBar({
          look: this.#look, model, paperSeconds: layout ? paperSeconds(layout) : 0, measuring: this.#measuring,
          toggleFrozen: this.#toggleFrozen, toggleCalipers: this.#toggleCalipers, goBack: this.#goBack,
        })}
        ${toolbar({
          settings: this.#settings,
          leadNames: model?.leadNames ?? [],
          samplingFrequencyHz: model?.samplingFrequencyHz ?? Infinity,
          mmPerMillivolt: this.#paper?.mmPerMillivolt ?? 10,
          change: this.#change,
          savePng: this.#savePicture,
          saveCsv: this.#saveCsv,
          openAlarms: () => this.#show('alarms'),
          openScreen: () => this.#show('screen'),
          toggleFullscreen: this.#toggleFullscreen,
        })}
      </div>`;
  }

  #streams(): TemplateResult {
    const choice = this.#choice;
    const { stream } = choice;
    return html`
      ${complaint(choice.complaint)}
      ${streamList({
        streams: choice.streams ?? [], chosen: stream?.id ?? null, pick: this.#pick,
        more: choice.hasMore ? () => choice.showMore() : null, refused: choice.refused,
      })}
      ${stream === null || !isOwn(stream) ? nothing : html`
        <own-stream .stream=${stream} @changed=${() => choice.refresh()} @deleted=${() => choice.forget(stream)}></own-stream>`}`;
  }

  #dialogs(): TemplateResult {
    const m = monitorMessages();
    // One that closes because another opens must not close that one.
    const frame = (id: DialogName, heading: string, content: TemplateResult) => dialog({
      id, heading, content, open: this.#open === id, onClose: () => this.#open === id && this.#show(null),
    });
    const created = (event: CustomEvent<Stream>) => {
      this.#show(null);
      this.#choice.add(event.detail);
    };
    return html`
      ${frame('streams', m.chooseStream, html`
        <button type="button" class="button" @click=${() => this.#show('new-stream')}>${icon('plus')}${m.newStream}</button>
        <div>${this.#streams()}</div>`)}
      ${frame('new-stream', m.form.heading, html`
        <new-stream-form @created=${created} @canceled=${() => this.#show(null)}></new-stream-form>`)}
      ${frame('alarms', m.alarm.settings, alarmSettings(this.#limits, this.#settings.sound, limits => {
        this.#limits = limits;
        saveLimits(limits);
        this.requestUpdate();
      }, sound => this.#change({ sound }), () => this.#show(null)))}
      ${frame('screen', m.tools.options, screenSettings(this.#settings, this.#change))}`;
  }
}

customElements.define('monitor-page', MonitorPage);
