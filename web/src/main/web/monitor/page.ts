// The monitor: chooses a stream, watches it, and shows it on paper.

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import { notify, say } from '../core/announce.ts';
import { explain } from '../core/api.ts';
import { locale, number } from '../core/i18n.ts';
import { remember, remembered } from '../core/preferences.ts';
import { address, navigate } from '../core/router.ts';
import { View } from '../core/view.ts';
import { complaint, emptyState } from '../ui/blocks.ts';
import { dialog } from '../ui/dialog.ts';
import { icon } from '../ui/icons.ts';
import { alarmSettings } from './alarm-settings.ts';
import { calipers } from './calipers.ts';
import { FRAME_PERIOD_MILLIS, StreamConnection, type ConnectionState } from './connection.ts';
import { fileName, save, toCsv } from './export.ts';
import { monitorMessages } from './messages.ts';
import './new-stream.ts';
import './own-stream.ts';
import './paper-view.ts';
import type { EcgPaper } from './paper-view.ts';
import { readouts } from './readouts.ts';
import { screenSettings } from './screen-settings.ts';
import { loadLimits, loadSettings, saveLimits, saveSettings, type MonitorSettings } from './settings.ts';
import { judge, type Alarm } from './signal/alarms.ts';
import type { Frame } from './signal/frame.ts';
import { paperSeconds } from './signal/paper.ts';
import { MEMORY_SECONDS, StreamModel } from './signal/stream-model.ts';
import { streamList } from './stream-list.ts';
import { isOwn, listStreams, type Stream } from './streams.ts';
import { toolbar } from './toolbar.ts';
import { AlarmTone } from './tone.ts';

const LIST_PERIOD_MILLIS = 4000;
const READOUT_PERIOD_MILLIS = 250;
const QUALITY_SECONDS = [10, 2];
/** Without data for so long the readings are of the past. */
const STALE_SECONDS = 2;
/** How much the slider moves with a key. */
const HISTORY_STEP_SECONDS = 0.2;

type OpenDialog = 'streams' | 'new-stream' | 'alarms' | 'screen' | null;

class MonitorPage extends View {
  #streams: readonly Stream[] | null = null;
  #total = 0;
  #pages = 1;
  #listComplaint: string | null = null;
  #stream: Stream | null = null;

  #connection: StreamConnection | null = null;
  #state: ConnectionState = { is: 'connecting' };
  #model: StreamModel | null = null;
  #isBack = false;

  #settings = loadSettings();
  #limits = loadLimits();
  #alarm: Alarm | null = null;
  readonly #tone = new AlarmTone();

  /** The moment at the right edge, and where it was frozen; null while it goes on with the stream. */
  #frozen: { readonly at: number; readonly end: number } | null = null;
  #measuring = false;
  #open: OpenDialog = null;
  #panned: { readonly pointer: number; readonly x: number; readonly at: number } | null = null;

  constructor() {
    super();
    this.whileConnected(() => {
      void this.#list();
      const listing = setInterval(() => void this.#list(), LIST_PERIOD_MILLIS);
      const reading = setInterval(() => this.#judge(), READOUT_PERIOD_MILLIS);
      return () => {
        clearInterval(listing);
        clearInterval(reading);
        this.#connection?.close();
        this.#connection = null;
        this.#stream = null;
        this.#tone.sounding = false;
      };
    });
    this.whileConnected(() => address.subscribe(() => this.#choose()));
    this.whileConnected(() => locale.subscribe(() => this.#label()));
  }

  // What there is to watch

  async #list(): Promise<void> {
    if (document.hidden && this.#streams !== null) {
      return;
    }
    try {
      const { streams, total } = await listStreams(this.#pages);
      this.#streams = streams;
      this.#total = total;
      this.#listComplaint = null;
      this.#choose();
    } catch (failure) {
      this.#listComplaint = explain(failure);
    }
    this.requestUpdate();
  }

  /** Watches what the address names, else what was watched last, else the first there is. */
  #choose(): void {
    const url = new URL(address.value, location.origin);
    if (this.#streams === null || url.pathname !== '/monitor') {
      return;
    }
    const named = url.searchParams.get('stream');
    const wanted = named ?? remembered('monitor.stream');
    const stream = this.#streams.find(each => each.id === wanted) ?? (named === null ? this.#streams[0] : undefined);
    if (stream === undefined) {
      if (this.#stream?.id !== named) {
        this.#leave();
        this.#state = { is: this.#streams.length < this.#total ? 'connecting' : 'unknown-stream' };
        this.#showMore();
      }
      return;
    }
    const before = this.#stream;
    this.#stream = stream;
    if (before?.id !== stream.id) {
      this.#watch(stream);
    }
  }

  #showMore(): void {
    if (this.#streams !== null && this.#streams.length < this.#total) {
      this.#pages++;
      void this.#list();
    }
  }

  readonly #pick = (stream: Stream) => {
    this.#open = null;
    navigate(`/monitor?stream=${encodeURIComponent(stream.id)}`);
    this.requestUpdate();
  };

  /** The stream watched is deleted: on to another one. */
  readonly #forget = () => {
    this.#streams = this.#streams?.filter(stream => stream.id !== this.#stream?.id) ?? null;
    remember('monitor.stream', null);
    navigate('/monitor', 'replace');
    void this.#list();
  };

  // Watching

  #watch(stream: Stream): void {
    this.#leave();
    this.#stream = stream;
    remember('monitor.stream', stream.id);
    this.#connection = new StreamConnection(stream.id, stream.leads.map(lead => lead.name), {
      onBegin: (leads, hertz) => this.#begin(leads, hertz),
      onFrame: frame => this.#take(frame),
      onLost: frames => notify(monitorMessages().state.slow(frames)),
      onState: state => {
        this.#state = state;
        this.requestUpdate();
      },
    });
  }

  #leave(): void {
    this.#connection?.close();
    this.#connection = null;
    this.#model = null;
    this.#stream = null;
    this.#isBack = false;
    this.#thaw();
  }

  #begin(leads: readonly string[], hertz: number): void {
    const known = this.#model;
    if (known !== null && known.samplingFrequencyHz === hertz && known.leadNames.join() === leads.join()) {
      known.reconnected();
      this.#isBack = true;
      return;
    }
    this.#model = new StreamModel(leads, hertz, FRAME_PERIOD_MILLIS / 1000);
    this.#model.filter(this.#settings.band, this.#settings.mains);
    this.#label();
  }

  #take(frame: Frame): void {
    const model = this.#model;
    if (model === null) {
      return;
    }
    const missing = model.take(frame, performance.now() / 1000) / model.samplingFrequencyHz;
    if (missing > 0) {
      const m = monitorMessages().state;
      notify(this.#isBack ? m.back(number(missing, 1)) : m.lost(number(missing, 1)));
    }
    this.#isBack = false;
  }

  /** For how long nothing has come that should have, seconds. */
  get #late(): number {
    const model = this.#model;
    const due = model?.clock.at(performance.now() / 1000) ?? null;
    return model === null || due === null ? 0 : Math.max(0, due - model.endSeconds);
  }

  #judge(): void {
    const model = this.#model;
    const isFresh = model !== null && this.#state.is === 'live' && this.#late < STALE_SECONDS;
    const rhythm = {
      bpm: isFresh ? model.alarmBpm : null,
      secondsWithoutBeat: isFresh ? model.secondsWithoutBeat : null,
    };
    const before = this.#alarm;
    this.#alarm = judge(rhythm, this.#limits, before);
    if (this.#alarm !== before) {
      say(this.#alarm === null ? monitorMessages().alarm.over : monitorMessages().alarm[this.#alarm], this.#alarm !== null);
    }
    this.#tone.sounding = this.#alarm !== null && this.#settings.sound;
    this.requestUpdate();
  }

  // Looking back

  get #paper(): EcgPaper | null {
    return this.querySelector('ecg-paper');
  }

  readonly #toggleFrozen = () => {
    if (this.#frozen !== null) {
      this.#thaw();
    } else {
      this.#freezeAt(0);
    }
    this.requestUpdate();
  };

  /** Freezes, or moves what is frozen, so many seconds before the moment it was frozen at. */
  #freezeAt(secondsBack: number): void {
    const model = this.#model;
    const due = model?.clock.at(performance.now() / 1000) ?? null;
    if (model === null || due === null) {
      return;
    }
    const end = this.#frozen?.end ?? Math.min(due, model.endSeconds);
    const at = Math.min(end, Math.max(this.#oldest(model), end - secondsBack));
    this.#frozen = { at, end };
  }

  #oldest(model: StreamModel): number {
    return Math.max(model.beginSeconds, (this.#frozen?.end ?? model.endSeconds) - MEMORY_SECONDS);
  }

  #thaw(): void {
    this.#frozen = null;
    this.#measuring = false;
  }

  readonly #beginPan = (event: PointerEvent) => {
    if (this.#frozen !== null && !this.#measuring && event.button === 0) {
      this.#panned = { pointer: event.pointerId, x: event.clientX, at: this.#frozen.at };
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    }
  };

  readonly #pan = (event: PointerEvent) => {
    const layout = this.#paper?.layout;
    if (this.#panned?.pointer === event.pointerId && this.#frozen !== null && layout) {
      const at = this.#panned.at - (event.clientX - this.#panned.x) / layout.pixelsPerSecond;
      this.#freezeAt(this.#frozen.end - at);
      this.requestUpdate();
    }
  };

  readonly #endPan = () => {
    this.#panned = null;
  };

  readonly #toggleCalipers = () => {
    if (this.#frozen === null) {
      this.#freezeAt(0);
    }
    this.#measuring = this.#frozen !== null && !this.#measuring;
    this.requestUpdate();
  };

  // Settings

  readonly #change = (changed: Partial<MonitorSettings>) => {
    this.#settings = { ...this.#settings, ...changed };
    saveSettings(this.#settings);
    if ('band' in changed || 'mains' in changed) {
      this.#model?.filter(this.#settings.band, this.#settings.mains);
      this.#paper?.redraw();
    }
    this.#label();
    this.requestUpdate();
  };

  #label(): void {
    const paper = this.#paper;
    if (paper !== null) {
      const leads = this.#model?.leadNames.slice(0, this.#settings.leads).join(', ') ?? '';
      paper.label = monitorMessages().paper(this.#stream?.title ?? '', leads);
    }
  }

  #show(open: OpenDialog): void {
    this.#open = open;
    this.requestUpdate();
  }

  readonly #savePng = async () => {
    const paper = this.#paper;
    if (paper !== null && this.#stream !== null) {
      const scale = `${this.#settings.mmPerSecond} mm/s · ${paper.mmPerMillivolt} mm/mV`;
      const when = new Date().toLocaleString(locale.value);
      const caption = `${this.#stream.title} · ${when} · ${scale} · PulseGate · ${monitorMessages().notMedical}`;
      save(await paper.picture(caption), fileName(this.#stream.title, 'png'));
    }
  };

  readonly #saveCsv = () => {
    const layout = this.#paper?.layout;
    const model = this.#model;
    if (model !== null && layout && this.#stream !== null) {
      const until = this.#frozen?.at ?? Math.min(model.clock.at(performance.now() / 1000) ?? 0, model.endSeconds);
      const leads = [...new Set(layout.panes.flatMap(pane => pane.traces.map(trace => trace.lead)))].sort((a, b) => a - b);
      const csv = toCsv(model, leads, until - paperSeconds(layout), until);
      save(new Blob([csv], { type: 'text/csv' }), fileName(this.#stream.title, 'csv'));
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
      paper.settings = this.#settings;
      paper.model = this.#model;
      paper.frozenAt = this.#frozen?.at ?? null;
    }
  }

  protected override render(): TemplateResult {
    const m = monitorMessages();
    if (this.#streams?.length === 0) {
      return html`
        ${emptyState({
          icon: 'viewers', heading: m.noStreams, text: m.noStreamsText,
          action: html`<button type="button" class="button primary" @click=${() => this.#show('new-stream')}>${m.newStream}</button>`,
        })}
        ${this.#dialogs()}`;
    }
    return html`
      <div class="monitor">
        <aside class="monitor-streams" aria-label=${m.streams}>${this.#streamPanel()}</aside>
        <div class="monitor-head">${this.#head()}</div>
        ${this.#readouts()}
        <div class="paper-frame">
          <ecg-paper @gain-changed=${() => this.requestUpdate()} @layout-changed=${() => this.requestUpdate()}
            class=${this.#frozen !== null && !this.#measuring ? 'pannable' : ''}
            @pointerdown=${this.#beginPan} @pointermove=${this.#pan} @pointerup=${this.#endPan} @pointercancel=${this.#endPan}>
          </ecg-paper>
          ${this.#measuring ? calipers(this.#paper?.layout ?? null) : nothing}
        </div>
        <div class="monitor-controls">
          ${this.#history()}
          ${toolbar({
            settings: this.#settings,
            leadNames: this.#model?.leadNames ?? [],
            samplingFrequencyHz: this.#model?.samplingFrequencyHz ?? Infinity,
            mmPerMillivolt: this.#paper?.mmPerMillivolt ?? 10,
            change: this.#change,
            savePng: () => void this.#savePng(),
            saveCsv: this.#saveCsv,
            openAlarms: () => this.#show('alarms'),
            openScreen: () => this.#show('screen'),
            toggleFullscreen: this.#toggleFullscreen,
          })}
        </div>
      </div>
      ${this.#dialogs()}`;
  }

  #head(): TemplateResult {
    const m = monitorMessages();
    const stream = this.#stream;
    return html`
      <div class="monitor-title">
        <h1>${stream?.title ?? m.title}</h1>
        ${stream === null ? nothing : html`
          <p>${stream.kind === 'recording' ? m.recording : m.synthetic} · ${m.leadsCount(stream.leads.length)}
            · ${number(stream.sampling_frequency_hz)} Hz · ${m.viewers(stream.viewers)}</p>`}
      </div>
      <button type="button" class="button streams-button" @click=${() => this.#show('streams')}>
        ${icon('list')}${m.streams}
      </button>
      ${this.#alarmBanner()}
      ${this.#status()}`;
  }

  #status(): TemplateResult {
    const m = monitorMessages().state;
    const state = this.#state;
    const late = Math.floor(this.#late);
    const [kind, text] = state.is === 'live'
      ? this.#frozen !== null ? ['frozen', m.frozen]
        : late >= 1 ? ['waiting', m.late(late)]
        : ['live', m.live]
      : state.is === 'connecting' ? ['waiting', m.connecting]
      : state.is === 'again' ? ['lost', m.again(Math.max(0, Math.ceil((state.atMillis - Date.now()) / 1000)))]
      : ['lost', state.is === 'ended' ? m.ended : state.is === 'refused' ? m.refused : m.unknown];
    // The seconds count down for the eye only; a screen reader is told once.
    return html`
      <p class="status ${kind}" aria-hidden="true" data-state=${kind}><span class="status-dot"></span>${text}</p>
      <p class="visually-hidden" role="status">${text.replaceAll(/\d+/g, '')}</p>`;
  }

  #readouts(): TemplateResult {
    const model = this.#model;
    const isFresh = model !== null && this.#state.is === 'live' && this.#late < STALE_SECONDS;
    return readouts({
      rate: isFresh ? model.rate : null,
      quality: isFresh ? QUALITY_SECONDS.map(seconds => model.quality(seconds)).find(each => each !== null) ?? null : null,
      alarm: this.#alarm,
      limits: this.#limits,
    });
  }

  #alarmBanner(): TemplateResult | typeof nothing {
    const alarm = this.#alarm;
    if (alarm === null) {
      return nothing;
    }
    const m = monitorMessages();
    const detail = alarm === 'asystole'
      ? m.alarm.noBeat(Math.floor(this.#model?.secondsWithoutBeat ?? 0))
      : m.alarm.detail(number(this.#model?.alarmBpm ?? 0));
    const { sound } = this.#settings;
    return html`
      <div class="alarm-banner" data-alarm=${alarm}>
        ${icon('warning')}
        <p><strong>${m.alarm[alarm]}</strong> ${detail}<small>${m.notMedical}</small></p>
        <button type="button" class="button quiet" @click=${() => this.#change({ sound: !sound })}>
          ${icon(sound ? 'alarmOff' : 'alarm')}${sound ? m.alarm.mute : m.alarm.unmute}
        </button>
      </div>`;
  }

  #history(): TemplateResult {
    const m = monitorMessages().tools;
    const model = this.#model;
    const frozen = this.#frozen;
    const layout = this.#paper?.layout;
    const end = frozen?.end ?? model?.endSeconds ?? 0;
    const seen = layout ? paperSeconds(layout) : 0;
    const most = model === null ? 0 : Math.max(0, end - this.#oldest(model) - seen / 2);
    const back = frozen === null ? 0 : frozen.end - frozen.at;
    const text = frozen === null ? m.live : m.behind(number(back, 1));
    const slide = (event: InputEvent) => {
      this.#freezeAt(-Number((event.target as HTMLInputElement).value) * HISTORY_STEP_SECONDS);
      this.requestUpdate();
    };
    return html`
      <div class="history">
        <button type="button" class="button primary freeze" ?disabled=${model === null} @click=${this.#toggleFrozen}>
          ${icon(frozen === null ? 'pause' : 'play')}<span>${frozen === null ? m.freeze : m.resume}</span>
        </button>
        <button type="button" class="button" aria-pressed=${this.#measuring} ?disabled=${model === null} @click=${this.#toggleCalipers}>
          ${icon('caliper')}<span>${m.calipers}</span>
        </button>
        <label class="history-slider">
          <span class="visually-hidden">${m.history}</span>
          <input type="range" id="history" min=${-Math.floor(most / HISTORY_STEP_SECONDS)} max="0" step="1"
            .value=${live(String(-Math.round(back / HISTORY_STEP_SECONDS)))}
            aria-valuetext=${text} ?disabled=${model === null} @input=${slide}>
        </label>
        <span class="history-text">${text}</span>
      </div>`;
  }

  #streamPanel(): TemplateResult {
    const m = monitorMessages();
    const stream = this.#stream;
    return html`
      <div class="panel-head">
        <h2>${m.streams}</h2>
        <button type="button" class="button icon-button" aria-label=${m.newStream} title=${m.newStream}
          @click=${() => this.#show('new-stream')}>${icon('plus')}</button>
      </div>
      ${complaint(this.#listComplaint)}
      ${streamList({
        streams: this.#streams ?? [], chosen: stream?.id ?? null, pick: this.#pick,
        more: this.#streams !== null && this.#streams.length < this.#total ? () => this.#showMore() : null,
      })}
      ${stream !== null && isOwn(stream) ? html`<own-stream .stream=${stream} @changed=${() => void this.#list()}
        @deleted=${this.#forget}></own-stream>` : nothing}`;
  }

  #dialogs(): TemplateResult {
    const m = monitorMessages();
    const close = () => {
      if (this.#open !== null) {
        this.#show(null);
      }
    };
    const created = (event: CustomEvent<Stream>) => {
      this.#streams = [...this.#streams ?? [], event.detail];
      this.#pick(event.detail);
      void this.#list();
    };
    return html`
      ${dialog({
        id: 'streams', open: this.#open === 'streams', heading: m.chooseStream, onClose: close, content: this.#streamPanel(),
      })}
      ${dialog({
        id: 'new-stream', open: this.#open === 'new-stream', heading: m.form.heading, onClose: close,
        content: html`<new-stream-form @created=${created} @canceled=${close}></new-stream-form>`,
      })}
      ${dialog({
        id: 'alarms', open: this.#open === 'alarms', heading: m.alarm.settings, onClose: close,
        content: alarmSettings(this.#limits, this.#settings.sound, limits => {
          this.#limits = limits;
          saveLimits(limits);
          this.requestUpdate();
        }, sound => this.#change({ sound }), close),
      })}
      ${dialog({
        id: 'screen', open: this.#open === 'screen', heading: m.tools.options, onClose: close,
        content: screenSettings(this.#settings, this.#change),
      })}`;
  }
}

customElements.define('monitor-page', MonitorPage);
