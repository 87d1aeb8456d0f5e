// The paper as an element: keeps two canvases in step with its size, the settings and the stream.

import { html, type TemplateResult } from 'lit';

import { onColoursChanged } from '../core/theme.ts';
import { View } from '../core/view.ts';
import { coloursOf } from './colours.ts';
import { paintPaper } from './paper-painter.ts';
import { arrange, CSS_PIXELS_PER_MM, fittingGain, type Layout, type Scale } from './signal/paper.ts';
import type { StreamModel } from './signal/stream-model.ts';
import { TracePainter } from './trace-painter.ts';

export interface PaperSettings {
  readonly mmPerSecond: number;
  /** Millimetres to a millivolt; 0 lets the signal decide. */
  readonly mmPerMillivolt: number;
  readonly mode: 'sweep' | 'scroll';
  readonly leads: number;
  readonly beatMarks: boolean;
  /** How many millimetres of the screen a CSS millimetre is shown as: 1 where the browser is right. */
  readonly screenScale: number;
}

const AUTO_GAIN_MILLIS = 2000;
const AUTO_GAIN_SECONDS = 5;

export class EcgPaper extends View {
  #model: StreamModel | null = null;
  #settings: PaperSettings | null = null;
  #frozenAt: number | null = null;
  #label = '';

  #layout: Layout | null = null;
  #scale: Scale | null = null;
  #painter: TracePainter | null = null;
  #frame = 0;
  #gainCheckedAt = 0;
  #autoGain = 10;
  #stale = true;
  #stillDrawn: { painter: TracePainter; at: number } | null = null;

  constructor() {
    super();
    this.whileConnected(() => onColoursChanged(() => this.#invalidate()));
    this.whileConnected(() => {
      const observer = new ResizeObserver(() => this.#invalidate());
      observer.observe(this);
      return () => observer.disconnect();
    });
    this.whileConnected(() => {
      const draw = () => {
        this.#frame = requestAnimationFrame(draw);
        this.#draw();
      };
      this.#frame = requestAnimationFrame(draw);
      return () => cancelAnimationFrame(this.#frame);
    });
  }

  set model(model: StreamModel | null) {
    if (model !== this.#model) {
      this.#model = model;
      this.#invalidate();
    }
  }

  set settings(settings: PaperSettings) {
    if (settings !== this.#settings) {
      this.#settings = settings;
      this.#invalidate();
    }
  }

  /** What is seen, for who cannot see it. */
  set label(label: string) {
    if (label !== this.#label) {
      this.#label = label;
      this.requestUpdate();
    }
  }

  /** The moment at the right edge, seconds of the stream, or null to go on with the stream. */
  set frozenAt(seconds: number | null) {
    if (seconds !== this.#frozenAt) {
      this.#frozenAt = seconds;
      this.#painter?.clear();
    }
  }

  /** Draws all anew with the next picture: what is shown has changed, a filter for one. */
  redraw(): void {
    this.#stillDrawn = null;
    this.#painter?.clear();
  }

  get layout(): Layout | null {
    return this.#layout;
  }

  /** Millimetres to a millivolt as they are drawn now. */
  get mmPerMillivolt(): number {
    return this.#settings?.mmPerMillivolt || this.#autoGain;
  }

  get #canvases(): readonly [HTMLCanvasElement, HTMLCanvasElement] | null {
    const [grid, traces] = this.querySelectorAll('canvas');
    return grid === undefined ? null : [grid, traces];
  }

  protected override render(): TemplateResult {
    return html`
      <canvas class="paper-grid" aria-hidden="true"></canvas>
      <canvas class="paper-traces" role="img" aria-label=${this.#label}></canvas>`;
  }

  #invalidate(): void {
    this.#stale = true;
  }

  #draw(): void {
    if (this.#stale) {
      this.#prepare();
    }
    const model = this.#model;
    const painter = this.#painter;
    if (model === null || painter === null || this.#settings === null) {
      return;
    }
    if (this.#frozenAt !== null) {
      this.#drawStill(model, painter, this.#frozenAt);
      return;
    }
    const now = performance.now();
    const due = model.clock.at(now / 1000);
    if (due === null) {
      return;
    }
    this.#stillDrawn = null;
    const seconds = Math.min(due, model.endSeconds);
    if (this.#settings.mmPerMillivolt === 0 && now - this.#gainCheckedAt > AUTO_GAIN_MILLIS) {
      this.#gainCheckedAt = now;
      this.#chooseGain(model, seconds);
    }
    if (this.#settings.mode === 'sweep') {
      painter.sweep(model, seconds);
    } else {
      painter.scroll(model, seconds);
    }
  }

  #drawStill(model: StreamModel, painter: TracePainter, at: number): void {
    if (this.#stillDrawn?.painter !== painter || this.#stillDrawn.at !== at) {
      this.#stillDrawn = { painter, at };
      painter.still(model, at);
    }
  }

  #chooseGain(model: StreamModel, until: number): void {
    const traces = this.#layout?.panes.flatMap(pane => pane.traces) ?? [];
    const gains = traces.map(({ lead, height }) => {
      const { peak, dip } = model.extent(lead, until - AUTO_GAIN_SECONDS, until);
      return fittingGain(peak, dip, height, this.#scale!.pixelsPerMm);
    });
    const gain = Math.min(...gains);
    if (traces.length > 0 && gain !== this.#autoGain) {
      this.#autoGain = gain;
      this.#invalidate();
      this.dispatchEvent(new CustomEvent('gain-changed'));
    }
  }

  #prepare(): void {
    const canvases = this.#canvases;
    const { clientWidth: width, clientHeight: height } = this;
    if (canvases === null || width === 0 || height === 0 || this.#settings === null) {
      return;
    }
    this.#stale = false;
    const ratio = devicePixelRatio;
    for (const canvas of canvases) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const names = this.#model?.leadNames ?? [];
    this.#scale = {
      mmPerSecond: this.#settings.mmPerSecond,
      mmPerMillivolt: this.mmPerMillivolt,
      pixelsPerMm: CSS_PIXELS_PER_MM * this.#settings.screenScale,
    };
    this.#layout = arrange(names, Math.min(names.length, this.#settings.leads), width, height, this.#scale);
    const [grid, traces] = canvases;
    const colours = coloursOf(this);
    paintPaper(grid.getContext('2d')!, this.#layout, this.#scale, names, colours, ratio);
    this.#painter = new TracePainter(traces.getContext('2d')!, this.#layout, colours, ratio, { marks: this.#settings.beatMarks });
    this.dispatchEvent(new CustomEvent('layout-changed'));
  }

  /** What is seen now, as a picture with a line of text below it. */
  async picture(caption: string): Promise<Blob> {
    const [grid, traces] = this.#canvases!;
    const ratio = devicePixelRatio;
    const colours = coloursOf(this);
    const captionHeight = 28 * ratio;
    const picture = document.createElement('canvas');
    picture.width = grid.width;
    picture.height = grid.height + captionHeight;
    const context = picture.getContext('2d')!;
    context.fillStyle = colours.paper;
    context.fillRect(0, 0, picture.width, picture.height);
    context.drawImage(grid, 0, 0);
    context.drawImage(traces, 0, 0);
    context.font = `${13 * ratio}px ${getComputedStyle(this).fontFamily}`;
    context.textBaseline = 'middle';
    context.fillStyle = colours.ink;
    context.fillText(caption, 8 * ratio, grid.height + captionHeight / 2, picture.width - 16 * ratio);
    return new Promise((resolve, reject) => {
      picture.toBlob(blob => blob === null ? reject(new Error('no picture')) : resolve(blob), 'image/png');
    });
  }
}

customElements.define('ecg-paper', EcgPaper);
