// Freezing the paper and going back from there: what is looked at, and the bar that moves it.

import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import { number } from '../core/i18n.ts';
import { icon } from '../ui/icons.ts';
import { monitorMessages } from './messages.ts';
import { MEMORY_SECONDS, type StreamModel } from './signal/stream-model.ts';
import type { Watch } from './watch.ts';

/** How far a key moves the slider. */
const STEP_SECONDS = 0.2;

export class LookBack {
  #at: number | null = null;
  #end = 0;

  /** The moment at the right edge of the frozen paper; null while it goes on with the stream. */
  get at(): number | null {
    return this.#at;
  }

  /** How far back from where it was frozen. */
  get secondsBack(): number {
    return this.#at === null ? 0 : this.#end - this.#at;
  }

  /** Freezes, or moves what is frozen, so many seconds before the moment it was frozen at. */
  freeze(watch: Watch, secondsBack: number): void {
    const now = watch.nowSeconds;
    if (watch.model === null || now === null) {
      return;
    }
    if (this.#at === null) {
      this.#end = now;
    }
    const oldest = this.#end - this.reachSeconds(watch.model);
    this.#at = Math.min(this.#end, Math.max(oldest, this.#end - secondsBack));
  }

  /** Goes on with the stream. */
  thaw(): void {
    this.#at = null;
  }

  /** How far back one can go from where it was, or would be, frozen. */
  reachSeconds(model: StreamModel): number {
    const end = this.#at === null ? model.endSeconds : this.#end;
    return Math.max(0, Math.min(MEMORY_SECONDS, end - model.beginSeconds));
  }
}

/** Moves the frozen paper with the pointer. */
export class Pan {
  readonly #look: LookBack;
  readonly #goBack: (seconds: number) => void;
  #from: { readonly pointer: number; readonly x: number; readonly back: number } | null = null;

  constructor(look: LookBack, goBack: (seconds: number) => void) {
    this.#look = look;
    this.#goBack = goBack;
  }

  begin(event: PointerEvent): void {
    if (this.#look.at !== null && event.button === 0) {
      this.#from = { pointer: event.pointerId, x: event.clientX, back: this.#look.secondsBack };
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    }
  }

  move(event: PointerEvent, pixelsPerSecond: number): void {
    if (this.#from?.pointer === event.pointerId) {
      this.#goBack(this.#from.back + (event.clientX - this.#from.x) / pixelsPerSecond);
    }
  }

  end(): void {
    this.#from = null;
  }
}

export interface LookBackBarParts {
  readonly look: LookBack;
  readonly model: StreamModel | null;
  /** How much is seen at once. */
  readonly paperSeconds: number;
  readonly measuring: boolean;
  readonly toggleFrozen: () => void;
  readonly toggleCalipers: () => void;
  readonly goBack: (seconds: number) => void;
}

export function lookBackBar({ look, model, paperSeconds, measuring, ...act }: LookBackBarParts): TemplateResult {
  const m = monitorMessages().tools;
  const isFrozen = look.at !== null;
  const text = isFrozen ? m.behind(number(look.secondsBack, 1)) : m.live;
  // So far that something is still seen.
  const most = model === null ? 0 : Math.max(0, look.reachSeconds(model) - paperSeconds / 2);
  const slide = (event: InputEvent) => act.goBack(-Number((event.target as HTMLInputElement).value) * STEP_SECONDS);
  return html`
    <div class="history">
      <button type="button" class="button primary freeze" ?disabled=${model === null} @click=${act.toggleFrozen}>
        ${icon(isFrozen ? 'play' : 'pause')}<span>${isFrozen ? m.resume : m.freeze}</span>
      </button>
      <button type="button" class="button" aria-pressed=${measuring} ?disabled=${model === null} @click=${act.toggleCalipers}>
        ${icon('caliper')}<span>${m.calipers}</span>
      </button>
      <label class="history-slider">
        <span class="visually-hidden">${m.history}</span>
        <input type="range" id="history" min=${-Math.floor(most / STEP_SECONDS)} max="0" step="1"
          .value=${live(String(-Math.round(look.secondsBack / STEP_SECONDS)))}
          aria-valuetext=${text} ?disabled=${model === null} @input=${slide}>
      </label>
      <span class="history-text">${text}</span>
    </div>`;
}
