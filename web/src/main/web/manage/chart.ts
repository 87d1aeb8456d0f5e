// A chart over time: columns or lines, read by pointer, by arrow keys, or as a table.

import { html, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';

import { View } from '../core/view.ts';
import { table } from '../ui/blocks.ts';
import { manageMessages } from './messages.ts';

export interface Series {
  readonly name: string;
  /** How it is drawn; the style sheet has a colour for each tone. */
  readonly tone: 'good' | 'danger' | 'warn' | 'muted' | 'accent' | 'accent-dashed';
  /** One for each bucket; null where there is none. */
  readonly values: readonly (number | null)[];
}

export interface ChartData {
  readonly heading: string;
  readonly kind: 'columns' | 'lines';
  /** When each bucket begins. */
  readonly from: readonly Date[];
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  /** A bucket's time, short for the axis and in full. */
  readonly axisTime: (date: Date) => string;
  readonly fullTime: (date: Date) => string;
}

const HEIGHT = 180;
const LEFT = 52;
const RIGHT = 8;
const TOP = 8;
const BOTTOM = 24;
const TICK_WIDTH = 90;
const LINES = 4;

class TimeChart extends View {
  #data: ChartData | null = null;
  #width = 600;
  #at: number | null = null;

  constructor() {
    super();
    this.whileConnected(() => {
      const observer = new ResizeObserver(([entry]) => {
        const width = Math.max(240, Math.floor(entry.contentRect.width));
        if (width !== this.#width) {
          this.#width = width;
          this.requestUpdate();
        }
      });
      observer.observe(this);
      return () => observer.disconnect();
    });
  }

  set data(data: ChartData) {
    this.#data = data;
    if (this.#at !== null && this.#at >= data.from.length) {
      this.#at = null;
    }
    this.requestUpdate();
  }

  protected override shouldUpdate(_changed: PropertyValues): boolean {
    return this.#data !== null;
  }

  protected override render(): TemplateResult {
    const m = manageMessages();
    const data = this.#data!;
    const none = data.series.every(each => each.values.every(value => !value));
    const at = this.#at ?? data.from.length - 1;
    return html`
      <figure class="chart">
        <figcaption>
          <h2>${data.heading}</h2>
          <ul class="legend-list">
            ${data.series.map(each => html`<li><span class="swatch ${each.tone}" aria-hidden="true"></span>${each.name}</li>`)}
          </ul>
        </figcaption>
        <div class="plot" role="slider" tabindex="0" aria-label="${data.heading}. ${m.chartKeys}" aria-orientation="horizontal"
          aria-valuemin="0" aria-valuemax=${data.from.length - 1} aria-valuenow=${at} aria-valuetext=${this.#readout(data, at)}
          @keydown=${this.#move} @pointermove=${this.#point} @pointerleave=${() => this.#select(null)}>
          ${this.#drawing(data)}
          ${none ? html`<p class="chart-empty">${m.noRequests}</p>` : nothing}
        </div>
        <p class="chart-readout" aria-hidden="true">${this.#at === null ? ' ' : this.#readout(data, this.#at)}</p>
        <details>
          <summary>${m.asTable}</summary>
          ${this.#table(data)}
        </details>
      </figure>`;
  }

  #readout(data: ChartData, at: number): string {
    const values = data.series.map(each => `${each.name} ${this.#text(data, each.values[at])}`);
    return `${data.fullTime(data.from[at])}: ${values.join(', ')}`;
  }

  #text(data: ChartData, value: number | null): string {
    return value === null ? manageMessages().noValue : data.format(value);
  }

  #table(data: ChartData): TemplateResult {
    const rows = data.from.map((_, at) => at).filter(at => data.series.some(each => each.values[at]));
    return rows.length === 0 ? html`<p class="soft">${manageMessages().noRequests}</p>` : table(data.heading, [
      { heading: manageMessages().from, cell: at => data.fullTime(data.from[at]) },
      ...data.series.map(each => ({ heading: each.name, numeric: true, cell: (at: number) => this.#text(data, each.values[at]) })),
    ], rows);
  }

  #drawing(data: ChartData): TemplateResult {
    const inner = this.#width - LEFT - RIGHT;
    const step = inner / data.from.length;
    const most = niceMost(data);
    const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / most);
    const ticks = Math.max(1, Math.ceil(data.from.length / (inner / TICK_WIDTH)));
    const lines = Array.from({ length: LINES + 1 }, (_, i) => most * i / LINES);
    return html`
      <svg viewBox="0 0 ${this.#width} ${HEIGHT}" width=${this.#width} height=${HEIGHT} aria-hidden="true" focusable="false">
        ${lines.map(value => svg`
          <line class="grid" x1=${LEFT} x2=${this.#width - RIGHT} y1=${y(value)} y2=${y(value)}></line>
          <text class="tick" x=${LEFT - 8} y=${y(value) + 4} text-anchor="end">${data.format(value)}</text>`)}
        ${data.from.map((date, i) => i % ticks === 0 && LEFT + i * step < this.#width - TICK_WIDTH / 2 ? svg`
          <text class="tick" x=${LEFT + i * step} y=${HEIGHT - 6}>${data.axisTime(date)}</text>` : nothing)}
        ${this.#at === null ? nothing : svg`
          <rect class="cursor" x=${LEFT + this.#at * step} y=${TOP} width=${step} height=${HEIGHT - TOP - BOTTOM}></rect>`}
        ${data.kind === 'columns' ? columns(data, step, y) : data.series.map(each => line(each, step, y))}
      </svg>`;
  }

  #select(at: number | null): void {
    if (at !== this.#at) {
      this.#at = at;
      this.requestUpdate();
    }
  }

  readonly #point = (event: PointerEvent) => {
    const plot = event.currentTarget as HTMLElement;
    const buckets = this.#data!.from.length;
    const share = (event.clientX - plot.getBoundingClientRect().left - LEFT) / (this.#width - LEFT - RIGHT);
    this.#select(share < 0 || share > 1 ? null : Math.min(buckets - 1, Math.floor(share * buckets)));
  };

  readonly #move = (event: KeyboardEvent) => {
    const last = this.#data!.from.length - 1;
    const at = this.#at ?? last;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, ArrowDown: at - 1, ArrowUp: at + 1, Home: 0, End: last }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.#select(Math.min(last, Math.max(0, to)));
    }
  };
}

/** The smallest round number, 1, 2, 4, 6 or 8 times a power of ten, that nothing stands above; a multiple of four for counts. */
function niceMost(data: ChartData): number {
  const sums = data.from.map((_, i) => data.kind === 'columns'
    ? data.series.reduce((sum, each) => sum + (each.values[i] ?? 0), 0)
    : Math.max(0, ...data.series.map(each => each.values[i] ?? 0)));
  const most = Math.max(...sums, data.kind === 'columns' ? LINES : 0.01);
  const power = 10 ** Math.floor(Math.log10(most));
  const nice = [1, 2, 4, 6, 8, 10, 20].map(factor => factor * power).find(each => each >= most)!;
  return data.kind === 'columns' ? Math.ceil(nice / LINES) * LINES : nice;
}

function columns(data: ChartData, step: number, y: (value: number) => number): unknown {
  const gap = step > 6 ? 2 : step > 3 ? 1 : 0;
  return data.from.map((_, i) => {
    let below = 0;
    return data.series.map(each => {
      const value = each.values[i] ?? 0;
      const top = y(below + value);
      const height = y(below) - top;
      below += value;
      return value === 0 ? nothing
        : svg`<rect class="column ${each.tone}" x=${LEFT + i * step + gap / 2} y=${top} width=${step - gap} height=${height}></rect>`;
    });
  });
}

/** A line that breaks where there is no value; a value by itself is a dot. */
function line(series: Series, step: number, y: (value: number) => number): unknown {
  const runs: [number, number][][] = [[]];
  series.values.forEach((value, i) => {
    if (value === null) {
      runs.push([]);
    } else {
      runs.at(-1)!.push([LEFT + (i + 0.5) * step, y(value)]);
    }
  });
  return runs.filter(run => run.length > 0).map(run => run.length === 1
    ? svg`<circle class="dot ${series.tone}" cx=${run[0][0]} cy=${run[0][1]} r="2.5"></circle>`
    : svg`<polyline class="line ${series.tone}" points=${run.map(point => point.join(',')).join(' ')}></polyline>`);
}

customElements.define('time-chart', TimeChart);
