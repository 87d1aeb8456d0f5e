// Draws traces as time goes on: with a pen that goes over standing paper, with paper that moves, or as a still picture.
// Only what is new is drawn.

import type { Colours } from './colours.ts';
import { MARK, PanePainter } from './pane-painter.ts';
import { scrollAxis, sweepAxis, type Layout, type Pane, type TimeAxis } from './signal/paper.ts';
import type { StreamModel } from './signal/stream-model.ts';

/** The blank ahead of the pen, seconds. */
const ERASE_SECONDS = 0.3;
/** So much left of the new columns is drawn again, so that lines join. */
const OVERLAP = 2;

/** Draws the traces of one model in one layout, and knows what it has drawn. */
export class TracePainter {
  readonly #context: CanvasRenderingContext2D;
  readonly #layout: Layout;
  readonly #panes: readonly Pane[];
  readonly #painter: PanePainter;
  readonly #ratio: number;
  /** Until where, in seconds of the stream, it is drawn; null for nothing yet. */
  #drawnTo: number | null = null;
  #marksSeen = 0;

  constructor(
    context: CanvasRenderingContext2D, layout: Layout, colours: Colours, ratio: number, options: { readonly marks: boolean },
  ) {
    this.#context = context;
    this.#layout = layout;
    this.#ratio = ratio;
    const edge = (length: number) => Math.round(length * ratio) / ratio;
    this.#panes = layout.panes.map(pane => ({
      ...pane, left: edge(pane.left), right: edge(pane.right), top: edge(pane.top), bottom: edge(pane.bottom),
    }));
    this.#painter = new PanePainter(context, layout, colours, ratio, options.marks);
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
    const from = this.#painter.pixelAfter(sweepAxis(this.#layout, count).x(seconds));
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
      this.#painter.paint(model, scrollAxis(this.#layout, pane.line, right), pane, pane.right - shift / this.#ratio - OVERLAP, pane.right);
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
      this.#painter.paint(model, scrollAxis(this.#layout, pane.line, rightSeconds), pane, pane.left, pane.right);
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
          this.#painter.paint(model, axis, pane, x - MARK - 1, Math.min(x + MARK + 1, axis.x(untilSeconds)));
        }
      }
    }
    this.#marksSeen = beats.at(-1) ?? 0;
  }

  #columns(model: StreamModel, line: number, axis: TimeAxis, fromX: number, toX: number): void {
    for (const pane of this.#panes) {
      if (pane.line === line) {
        this.#painter.paint(model, axis, pane, fromX, toX);
      }
    }
  }
}
