// Draws on canvas: the paper, and the traces on it, column by column as time goes on.

import { scrollAxis, sweepAxis, type Layout, type Pane, type Scale, type TimeAxis, type Trace } from './signal/paper.ts';
import type { StreamModel } from './signal/stream-model.ts';

export interface Colours {
  readonly paper: string;
  readonly gridMinor: string;
  readonly gridMajor: string;
  readonly trace: string;
  readonly ink: string;
  readonly beat: string;
  readonly lost: string;
}

const TRACE_WIDTH = 1.4;
/** Thin lines closer together than this would be grey. */
const LEAST_GRID_PIXELS = 2.5;
/** The blank ahead of the pen, seconds. */
const ERASE_SECONDS = 0.3;
/** So much left of the new columns is drawn again, so that lines join. */
const OVERLAP = 2;
/** More samples than this to a pixel are drawn as the highest and lowest of each column. */
const DENSE = 3;
const MARK = 4;

/** The paper: grid, calibration pulse, names of the leads. */
export function paintPaper(
  context: CanvasRenderingContext2D, layout: Layout, scale: Scale, names: readonly string[], colours: Colours, ratio: number,
): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, layout.width, layout.height);
  if (scale.pixelsPerMm >= LEAST_GRID_PIXELS) {
    paintGrid(context, layout, scale.pixelsPerMm, colours.gridMinor, ratio);
  }
  paintGrid(context, layout, 5 * scale.pixelsPerMm, colours.gridMajor, ratio);
  paintCalibration(context, layout, scale, colours.ink);
  paintNames(context, layout, names, colours);
}

function paintGrid(context: CanvasRenderingContext2D, layout: Layout, step: number, colour: string, ratio: number): void {
  const line = Math.max(1, Math.round(ratio)) / ratio;
  const crisp = (length: number) => Math.round(length * ratio) / ratio;
  context.fillStyle = colour;
  for (let i = 0; i * step < layout.width; i++) {
    context.fillRect(crisp(i * step), 0, line, layout.height);
  }
  for (let i = 0; i * step < layout.height; i++) {
    context.fillRect(0, crisp(i * step), layout.width, line);
  }
}

function paintCalibration(context: CanvasRenderingContext2D, layout: Layout, scale: Scale, colour: string): void {
  const { width, height, zeroYs } = layout.calibration;
  const begin = 2 * scale.pixelsPerMm;
  const foot = scale.pixelsPerMm;
  context.strokeStyle = colour;
  context.lineWidth = TRACE_WIDTH;
  context.beginPath();
  for (const y of zeroYs) {
    context.moveTo(begin - foot, y);
    context.lineTo(begin, y);
    context.lineTo(begin, y - height);
    context.lineTo(begin + width, y - height);
    context.lineTo(begin + width, y);
    context.lineTo(begin + width + foot, y);
  }
  context.stroke();
}

function paintNames(context: CanvasRenderingContext2D, layout: Layout, names: readonly string[], colours: Colours): void {
  context.font = `600 13px ${getComputedStyle(context.canvas).fontFamily}`;
  context.textBaseline = 'top';
  for (const pane of layout.panes) {
    for (const { lead, top } of pane.traces) {
      const x = pane.left + 5;
      const y = top + (top === pane.top ? 12 : 5);
      context.fillStyle = colours.paper;
      context.fillRect(x - 3, y - 2, context.measureText(names[lead]).width + 6, 18);
      context.fillStyle = colours.ink;
      context.fillText(names[lead], x, y);
    }
    if (pane.left > layout.left) {
      context.fillStyle = colours.ink;
      pane.traces.forEach(trace => context.fillRect(pane.left - 0.5, trace.zeroY - 8, 1, 16));
    }
  }
}

/** Draws the traces of one model in one layout, and knows what it has drawn. */
export class TracePainter {
  readonly #context: CanvasRenderingContext2D;
  readonly #layout: Layout;
  readonly #panes: readonly Pane[];
  readonly #colours: Colours;
  readonly #ratio: number;
  readonly #marked: boolean;
  /** Until where, in seconds of the stream, it is drawn; null for nothing yet. */
  #drawnTo: number | null = null;
  #marksSeen = 0;

  constructor(
    context: CanvasRenderingContext2D, layout: Layout, colours: Colours, ratio: number, options: { readonly marks: boolean },
  ) {
    this.#context = context;
    this.#layout = layout;
    this.#colours = colours;
    this.#ratio = ratio;
    this.#marked = options.marks;
    const edge = (length: number) => Math.round(length * ratio) / ratio;
    this.#panes = layout.panes.map(pane => ({
      ...pane, left: edge(pane.left), right: edge(pane.right), top: edge(pane.top), bottom: edge(pane.bottom),
    }));
    this.clear();
  }

  clear(): void {
    this.#context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    this.#context.clearRect(0, 0, this.#layout.width, this.#layout.height);
    this.#drawnTo = null;
  }

  /** Lets the pen go on to a moment; the paper stands still. */
  sweep(model: StreamModel, seconds: number): void {
    const { lineSeconds, lines } = this.#layout;
    const drawnTo = this.#drawnTo;
    if (drawnTo === seconds) {
      return;
    }
    this.#drawnTo = seconds;
    const count = Math.floor(seconds / lineSeconds);
    if (drawnTo === null || seconds < drawnTo || seconds - drawnTo > lineSeconds) {
      this.#sweepAnew(model, count, seconds);
      return;
    }
    const countBefore = Math.floor(drawnTo / lineSeconds);
    this.#lateMarks(model, (_, beat) => {
      const line = Math.floor(beat / lineSeconds);
      return line > count - lines ? [line % lines, sweepAxis(this.#layout, line)] : null;
    }, drawnTo);
    const before = sweepAxis(this.#layout, countBefore);
    this.#columns(model, countBefore % lines, before, before.x(drawnTo) - OVERLAP, Math.min(this.#layout.width, before.x(seconds)));
    if (countBefore < count) {
      const axis = sweepAxis(this.#layout, count);
      this.#columns(model, count % lines, axis, this.#layout.left, axis.x(seconds));
    }
    this.#erase(count, seconds);
  }

  #sweepAnew(model: StreamModel, count: number, seconds: number): void {
    const { width, height, left, lines } = this.#layout;
    this.#context.clearRect(0, 0, width, height);
    const penX = sweepAxis(this.#layout, count).x(seconds);
    this.#columns(model, count % lines, sweepAxis(this.#layout, count - lines), penX, width);
    for (let line = Math.max(0, count - lines + 1); line < count; line++) {
      this.#columns(model, line % lines, sweepAxis(this.#layout, line), left, width);
    }
    this.#columns(model, count % lines, sweepAxis(this.#layout, count), left, penX);
    this.#erase(count, seconds);
    this.#marksSeen = model.beats.samples.at(-1) ?? 0;
  }

  /** The blank ahead of the pen, which may reach into the next line. */
  #erase(count: number, seconds: number): void {
    const { width, left, lines, pixelsPerSecond } = this.#layout;
    const from = sweepAxis(this.#layout, count).x(seconds);
    const to = from + ERASE_SECONDS * pixelsPerSecond;
    for (const pane of this.#panes) {
      if (pane.line === count % lines) {
        this.#context.clearRect(from, pane.top, to - from, pane.bottom - pane.top);
      }
      if (pane.line === (count + 1) % lines && to > width) {
        this.#context.clearRect(left, pane.top, to - width, pane.bottom - pane.top);
      }
    }
  }

  /** Shows what there is until a moment, the newest at the right; moves what is drawn and draws only what is new. */
  scroll(model: StreamModel, seconds: number): void {
    const pixelsPerSecond = this.#layout.pixelsPerSecond * this.#ratio;
    const right = Math.floor(seconds * pixelsPerSecond) / pixelsPerSecond;
    const shift = this.#drawnTo === null ? Infinity : Math.round((right - this.#drawnTo) * pixelsPerSecond);
    if (shift === 0) {
      return;
    }
    this.#drawnTo = right;
    if (shift < 0 || shift > (this.#layout.width - this.#layout.left) * this.#ratio / 4) {
      this.#whole(model, right);
      return;
    }
    for (const pane of this.#panes) {
      this.#move(pane, shift);
      this.#pane(model, scrollAxis(this.#layout, pane.line, right), pane, pane.right - shift / this.#ratio - OVERLAP, pane.right);
    }
    this.#lateMarks(model, pane => [pane.line, scrollAxis(this.#layout, pane.line, right)], right);
  }

  /** Shows what there is until a moment, all drawn anew: for looking back. */
  still(model: StreamModel, rightSeconds: number): void {
    this.#drawnTo = null;
    this.#whole(model, rightSeconds);
  }

  #whole(model: StreamModel, rightSeconds: number): void {
    this.#context.clearRect(0, 0, this.#layout.width, this.#layout.height);
    for (const pane of this.#panes) {
      this.#pane(model, scrollAxis(this.#layout, pane.line, rightSeconds), pane, pane.left, pane.right);
    }
    this.#marksSeen = model.beats.samples.at(-1) ?? 0;
  }

  #move(pane: Pane, devicePixels: number): void {
    const context = this.#context;
    context.save();
    context.beginPath();
    context.rect(pane.left, pane.top, pane.right - pane.left, pane.bottom - pane.top);
    context.clip();
    context.globalCompositeOperation = 'copy';
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(context.canvas, -devicePixels, 0);
    context.restore();
  }

  /**
   * A beat is found a moment after its R peak, which may be drawn by then. `place` tells on which line of a pane a beat is,
   * and how time runs there.
   */
  #lateMarks(
    model: StreamModel, place: (pane: Pane, beatSeconds: number) => readonly [number, TimeAxis] | null, untilSeconds: number,
  ): void {
    const beats = model.beats.samples;
    for (let i = beats.length - 1; i >= 0 && beats[i] > this.#marksSeen; i--) {
      const seconds = beats[i] / model.samplingFrequencyHz;
      for (const pane of this.#panes) {
        const [line, axis] = place(pane, seconds) ?? [-1, null];
        if (axis !== null && line === pane.line) {
          const x = axis.x(seconds);
          this.#pane(model, axis, pane, x - MARK - 1, Math.min(x + MARK + 1, axis.x(untilSeconds)));
        }
      }
    }
    this.#marksSeen = beats.at(-1) ?? 0;
  }

  #columns(model: StreamModel, line: number, axis: TimeAxis, fromX: number, toX: number): void {
    for (const pane of this.#panes) {
      if (pane.line === line) {
        this.#pane(model, axis, pane, fromX, toX);
      }
    }
  }

  #pane(model: StreamModel, axis: TimeAxis, pane: Pane, fromX: number, toX: number): void {
    const left = Math.max(pane.left, fromX);
    const right = Math.min(pane.right, toX);
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
    context.lineWidth = TRACE_WIDTH;
    context.lineJoin = 'round';
    for (const trace of pane.traces) {
      this.#trace(model, axis, trace, left, right);
    }
    context.restore();
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
