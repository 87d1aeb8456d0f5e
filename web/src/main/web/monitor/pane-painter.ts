// Draws what stands in a part of a pane: gaps, marks of beats, traces.

import type { Colours } from './colours.ts';
import type { Layout, Pane, TimeAxis, Trace } from './signal/paper.ts';
import type { StreamModel } from './signal/stream-model.ts';

const LINE_WIDTH = 1.4;
/** More samples than this to a pixel are drawn as the highest and lowest of each column. */
const DENSE = 3;
/** Half the width of a beat's mark. */
export const MARK = 4;

export class PanePainter {
  readonly #context: CanvasRenderingContext2D;
  readonly #layout: Layout;
  readonly #colours: Colours;
  readonly #ratio: number;
  readonly #marked: boolean;

  constructor(context: CanvasRenderingContext2D, layout: Layout, colours: Colours, ratio: number, marked: boolean) {
    this.#context = context;
    this.#layout = layout;
    this.#colours = colours;
    this.#ratio = ratio;
    this.#marked = marked;
  }

  /** Draws the columns from x to x of a pane anew; time runs in it as the axis says. */
  paint(model: StreamModel, axis: TimeAxis, pane: Pane, fromX: number, toX: number): void {
    // Whole pixels: half-cleared ones would leave seams between one part and the next.
    const left = Math.max(pane.left, Math.floor(fromX * this.#ratio) / this.#ratio);
    const right = Math.min(pane.right, this.pixelAfter(toX));
    if (right <= left) {
      return;
    }
    const context = this.#context;
    context.save();
    context.beginPath();
    context.rect(left, pane.top, right - left, pane.bottom - pane.top);
    context.clip();
    context.clearRect(left, pane.top, right - left, pane.bottom - pane.top);
    this.#gaps(model, axis, pane, left, right);
    if (this.#marked) {
      this.#marks(model, axis, pane, left, right);
    }
    context.strokeStyle = this.#colours.trace;
    context.lineWidth = LINE_WIDTH;
    context.lineJoin = 'round';
    for (const trace of pane.traces) {
      this.#trace(model, axis, trace, left, right);
    }
    context.restore();
  }

  /** The nearest whole pixel that is not before a column. */
  pixelAfter(x: number): number {
    return Math.ceil(x * this.#ratio) / this.#ratio;
  }

  #gaps(model: StreamModel, axis: TimeAxis, pane: Pane, left: number, right: number): void {
    const context = this.#context;
    for (const { from, to } of model.gaps) {
      const fromX = Math.max(left, axis.x((from - 1) / model.samplingFrequencyHz));
      const toX = Math.min(right, axis.x(to / model.samplingFrequencyHz));
      if (toX > fromX) {
        context.fillStyle = this.#colours.lost;
        context.globalAlpha = 0.14;
        context.fillRect(fromX, pane.top, toX - fromX, pane.bottom - pane.top);
        context.globalAlpha = 1;
        pane.traces.forEach(trace => context.fillRect(fromX, trace.zeroY - 0.5, toX - fromX, 1));
      }
    }
  }

  #marks(model: StreamModel, axis: TimeAxis, pane: Pane, left: number, right: number): void {
    const context = this.#context;
    const hertz = model.samplingFrequencyHz;
    const from = Math.floor(axis.seconds(left - MARK) * hertz);
    const to = Math.ceil(axis.seconds(right + MARK) * hertz);
    context.fillStyle = this.#colours.beat;
    for (const beat of model.beats.between(from, to)) {
      const x = axis.x(beat / hertz);
      context.beginPath();
      context.moveTo(x - MARK, pane.top + 2);
      context.lineTo(x + MARK, pane.top + 2);
      context.lineTo(x, pane.top + 2 + 1.6 * MARK);
      context.fill();
    }
  }

  #trace(model: StreamModel, axis: TimeAxis, trace: Trace, left: number, right: number): void {
    const hertz = model.samplingFrequencyHz;
    const from = Math.max(model.shown.begin, Math.floor(axis.seconds(left) * hertz) - 2);
    const to = Math.min(model.shown.end, Math.ceil(axis.seconds(right) * hertz) + 3);
    const perPixel = hertz / (this.#layout.pixelsPerSecond * this.#ratio);
    this.#context.beginPath();
    if (perPixel > DENSE) {
      this.#denseLine(model, axis, trace, from, to, perPixel);
    } else {
      this.#line(model, axis, trace, from, to);
    }
    this.#context.stroke();
  }

  #line(model: StreamModel, axis: TimeAxis, { lead, zeroY }: Trace, from: number, to: number): void {
    const context = this.#context;
    const step = this.#layout.pixelsPerSecond / model.samplingFrequencyHz;
    let x = axis.x(from / model.samplingFrequencyHz);
    let down = false;
    for (let sample = from; sample < to; sample++, x += step) {
      const value = model.shown.at(lead, sample);
      if (Number.isNaN(value)) {
        down = false;
      } else if (down) {
        context.lineTo(x, zeroY - value * this.#layout.pixelsPerMillivolt);
      } else {
        context.moveTo(x, zeroY - value * this.#layout.pixelsPerMillivolt);
        down = true;
      }
    }
  }

  /** Each column from the lowest to the highest sample in it: no peak is lost, and none is moved out of its column. */
  #denseLine(
    model: StreamModel, axis: TimeAxis, { lead, zeroY }: Trace, from: number, to: number, perPixel: number,
  ): void {
    const context = this.#context;
    const gain = this.#layout.pixelsPerMillivolt;
    let down = false;
    // Columns are counted in samples from 0, so that they are the same in whatever part they are drawn.
    for (let column = Math.floor(from / perPixel); column * perPixel < to; column++) {
      let lowest = Infinity;
      let highest = -Infinity;
      const end = Math.min(to, Math.ceil((column + 1) * perPixel));
      for (let sample = Math.max(from, Math.ceil(column * perPixel)); sample < end; sample++) {
        const value = model.shown.at(lead, sample);
        lowest = value < lowest ? value : lowest;
        highest = value > highest ? value : highest;
      }
      if (lowest === Infinity) {
        down = false;
        continue;
      }
      const x = axis.x((column + 0.5) * perPixel / model.samplingFrequencyHz);
      if (down) {
        context.lineTo(x, zeroY - highest * gain);
      } else {
        context.moveTo(x, zeroY - highest * gain);
        down = true;
      }
      context.lineTo(x, zeroY - lowest * gain);
    }
  }
}
