// What one may do with a stream one has made: change its heart rate as it runs, and end it.

import { html, nothing, type TemplateResult } from 'lit';

import { notify } from '../core/announce.ts';
import { explain } from '../core/api.ts';
import { coreMessages } from '../core/messages.ts';
import { View } from '../core/view.ts';
import { dialog } from '../ui/dialog.ts';
import { icon } from '../ui/icons.ts';
import { monitorMessages } from './messages.ts';
import { changeHeartRate, deleteStream, type Stream } from './streams.ts';

/** While the slider moves, the service is told this often at most. */
const TELL_PERIOD_MILLIS = 200;

interface ChosenRate {
  readonly id: string;
  readonly bpm: number;
}

/** It may stand on the page twice, beside the paper and in the dialog. */
let places = 0;

class OwnStream extends View {
  static override readonly properties = { stream: { attribute: false } };

  declare stream: Stream;
  #rate: ChosenRate | null = null;
  #telling = false;
  #confirming = false;
  readonly #place = ++places;

  protected override render(): TemplateResult {
    const m = monitorMessages();
    const { id, title, heart_rate_bpm: told } = this.stream;
    const rate = this.#rate?.id === id ? this.#rate.bpm : Math.round(told ?? 0);
    const close = () => {
      this.#confirming = false;
      this.requestUpdate();
    };
    return html`
      <section class="own-stream" aria-label=${m.own.heading}>
        <h3>${m.own.heading}</h3>
        ${told == null ? nothing : html`
          <div class="own-rate">
            <label for="own-rate-${this.#place}">${m.own.rate}</label>
            <output>${rate} ${m.readouts.bpm}</output>
            <input id="own-rate-${this.#place}" type="range" min="20" max="300" step="1" .value=${String(rate)} aria-valuetext="${rate} ${m.readouts.bpm}"
              @input=${(event: InputEvent) => this.#set(Number((event.target as HTMLInputElement).value))}>
          </div>`}
        <button type="button" class="button wide" @click=${() => { this.#confirming = true; this.requestUpdate(); }}>
          ${icon('trash')}${m.own.delete}
        </button>
        ${dialog({
          id: `delete-stream-${this.#place}`, open: this.#confirming, heading: m.own.delete, onClose: close,
          content: html`
            <p>${m.own.confirm(title)}</p>
            <div class="dialog-actions">
              <button type="button" class="button" @click=${close}>${coreMessages().cancel}</button>
              <button type="button" class="button danger" @click=${() => void this.#delete()}>${m.own.delete}</button>
            </div>`,
        })}
      </section>`;
  }

  #set(bpm: number): void {
    this.#rate = { id: this.stream.id, bpm };
    this.requestUpdate();
    void this.#tell();
  }

  /** Tells the service the rate chosen last, one request at a time. */
  async #tell(): Promise<void> {
    if (this.#telling) {
      return;
    }
    this.#telling = true;
    try {
      let told: ChosenRate | null = null;
      while (this.#rate !== null && this.#rate !== told) {
        told = this.#rate;
        await changeHeartRate(told.id, told.bpm);
        await new Promise(resolve => setTimeout(resolve, TELL_PERIOD_MILLIS));
      }
      this.dispatchEvent(new CustomEvent('changed'));
    } catch (failure) {
      notify(explain(failure), 'danger');
    } finally {
      this.#telling = false;
    }
  }

  async #delete(): Promise<void> {
    this.#confirming = false;
    this.requestUpdate();
    try {
      await deleteStream(this.stream.id);
      notify(monitorMessages().own.deleted);
      this.dispatchEvent(new CustomEvent('deleted'));
    } catch (failure) {
      notify(explain(failure), 'danger');
    }
  }
}

customElements.define('own-stream', OwnStream);
