// Calipers: two points on the frozen paper, and what lies between them.

import { html, svg, type PropertyValues, type TemplateResult } from 'lit';

import { say } from '../core/announce.ts';
import { number } from '../core/i18n.ts';
import { View } from '../core/view.ts';
import { monitorMessages } from './messages.ts';
import { between, type Layout } from './signal/paper.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

const FINE = 1;
const COARSE = 10;
const SPOKEN_AFTER_MILLIS = 600;

class EcgCalipers extends View {
  static override readonly properties = { layout: { attribute: false } };

  declare layout: Layout | null;
  #points: [Point, Point] | null = null;
  #dragged: 0 | 1 | null = null;
  #speak = 0;

  protected override render(): TemplateResult {
    const layout = this.layout;
    if (layout === null) {
      return html``;
    }
    const points = this.#points ??= this.#firstPlaces(layout);
    const [a, b] = points;
    return html`
      <div class="calipers-area" @pointerdown=${this.#begin} @pointermove=${this.#move} @pointerup=${this.#end}
        @pointercancel=${this.#end}>
        <svg aria-hidden="true" width="100%" height="100%">
          <rect class="calipers-box" x=${Math.min(a.x, b.x)} y=${Math.min(a.y, b.y)}
            width=${Math.abs(a.x - b.x)} height=${Math.abs(a.y - b.y)}></rect>
          ${points.map(({ x, y }) => svg`
            <line x1=${x} x2=${x} y1="0" y2=${layout.height}></line>
            <line class="calipers-level" x1=${layout.left} x2=${layout.width} y1=${y} y2=${y}></line>`)}
        </svg>
        ${points.map((_, i) => html`
          <button type="button" class="calipers-point" data-point=${i}
            aria-label="${i === 0 ? monitorMessages().caliper.first : monitorMessages().caliper.second}, ${this.readout}"
            @keydown=${(event: KeyboardEvent) => this.#key(event, i as 0 | 1)}></button>`)}
        <output class="calipers-readout">${this.readout}</output>
      </div>`;
  }

  /** Milliseconds, beats a minute and millivolts between the points. */
  get readout(): string {
    const layout = this.layout;
    if (layout === null || this.#points === null) {
      return '';
    }
    const { seconds, millivolts } = between(layout, ...this.#points);
    const bpm = seconds > 0.05 ? number(60 / seconds) : '–';
    return monitorMessages().caliper.readout(number(1000 * seconds), bpm, number(millivolts, 2));
  }

  protected override updated(_changed: PropertyValues): void {
    const layout = this.layout;
    if (layout === null || this.#points === null) {
      return;
    }
    const places = this.#points;
    this.querySelectorAll<HTMLElement>('.calipers-point').forEach((point, i) => {
      point.style.left = `${places[i].x}px`;
      point.style.top = `${places[i].y}px`;
    });
    const readout = this.querySelector<HTMLElement>('.calipers-readout')!;
    const [a, b] = places;
    const half = readout.offsetWidth / 2;
    const x = Math.min(layout.width - half - 4, Math.max(half + 4, (a.x + b.x) / 2));
    const above = Math.min(a.y, b.y) - readout.offsetHeight - 8;
    readout.style.left = `${x}px`;
    readout.style.top = `${above > 4 ? above : Math.min(layout.height - readout.offsetHeight - 4, Math.max(a.y, b.y) + 8)}px`;
  }

  #firstPlaces(layout: Layout): [Point, Point] {
    const middle = (layout.left + layout.width) / 2;
    const zero = layout.panes[0].traces[0].zeroY;
    const second = Math.min(layout.pixelsPerSecond, (layout.width - layout.left) / 2);
    return [
      { x: middle - second / 2, y: zero },
      { x: middle + second / 2, y: Math.max(10, zero - layout.pixelsPerMillivolt) },
    ];
  }

  readonly #begin = (event: PointerEvent) => {
    if (event.button !== 0 || this.layout === null) {
      return;
    }
    const point = this.#pointOf(event);
    const grabbed = (event.target as HTMLElement).dataset['point'];
    if (grabbed === undefined) {
      this.#points = [point, point];
      this.#dragged = 1;
    } else {
      this.#dragged = grabbed === '0' ? 0 : 1;
    }
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#changed();
  };

  readonly #move = (event: PointerEvent) => {
    if (this.#dragged !== null) {
      this.#set(this.#dragged, this.#pointOf(event));
    }
  };

  readonly #end = () => {
    this.#dragged = null;
  };

  #key(event: KeyboardEvent, which: 0 | 1): void {
    const step = event.shiftKey ? COARSE : FINE;
    const [dx, dy] = ({
      ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step],
    } as Record<string, [number, number]>)[event.key] ?? [0, 0];
    if (dx !== 0 || dy !== 0) {
      event.preventDefault();
      const { x, y } = this.#points![which];
      this.#set(which, { x: x + dx, y: y + dy });
    }
  }

  #pointOf(event: PointerEvent): Point {
    const box = this.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #set(which: 0 | 1, { x, y }: Point): void {
    const layout = this.layout!;
    const point = {
      x: Math.min(layout.width, Math.max(layout.left, x)),
      y: Math.min(layout.height, Math.max(0, y)),
    };
    this.#points = which === 0 ? [point, this.#points![1]] : [this.#points![0], point];
    this.#changed();
  }

  #changed(): void {
    this.requestUpdate();
    clearTimeout(this.#speak);
    this.#speak = setTimeout(() => say(this.readout), SPOKEN_AFTER_MILLIS);
  }
}

customElements.define('ecg-calipers', EcgCalipers);

export function calipers(layout: Layout | null): TemplateResult {
  return html`<ecg-calipers .layout=${layout}></ecg-calipers>`;
}
