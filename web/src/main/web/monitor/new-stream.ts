// The form that makes a synthetic stream.

import { html, type TemplateResult } from 'lit';

import { explain } from '../core/api.ts';
import { coreMessages } from '../core/messages.ts';
import { View } from '../core/view.ts';
import { complaint } from '../ui/blocks.ts';
import { input, select } from '../ui/field.ts';
import { monitorMessages } from './messages.ts';
import { createStream, type Stream } from './streams.ts';

const LEADS: readonly (readonly string[])[] = [
  ['II'], ['II', 'V1'], ['I', 'II', 'V2'], ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'],
];
const SAMPLING_HZ = [125, 250, 500, 1000];

class NewStreamForm extends View {
  #busy = false;
  #complaint: string | null = null;
  #rate = 72;

  protected override render(): TemplateResult {
    const m = monitorMessages().form;
    const twelve = LEADS.at(-1)!;
    return html`
      <form class="dialog-form" @submit=${this.#submit}>
        ${input({ id: 'stream-title', label: m.name, maxlength: 100, hint: m.titleHint(m.defaultTitle(this.#rate)) })}
        <div class="form-grid">
          ${input({
            id: 'heart-rate', label: m.rate, type: 'number', min: 20, max: 300, value: this.#rate, required: true,
            unit: monitorMessages().readouts.bpm, onInput: value => this.#setRate(Number(value)),
          })}
          ${input({
            id: 'variability', label: m.variability, type: 'number', min: 0, max: Math.floor(this.#rate / 5), step: 0.5, required: true,
            unit: `± ${monitorMessages().readouts.bpm}`, value: Math.min(2, Math.floor(this.#rate / 5)),
          })}
          ${select({
            id: 'stream-leads', label: m.leads, value: '1',
            options: LEADS.map((names, i) => [String(i), names === twelve ? m.twelve : names.join(', ')] as const),
          })}
          ${select({
            id: 'sampling', label: m.sampling, value: '500', options: SAMPLING_HZ.map(hz => [String(hz), `${hz} Hz`] as const),
          })}
        </div>
        <fieldset class="form-grid">
          <legend class="legend">${m.noise}</legend>
          ${this.#millivolts('baseline', m.baseline, 0.08)}
          ${this.#millivolts('muscle', m.muscle, 0.01)}
          ${this.#millivolts('mains', m.mains, 0)}
          ${select({ id: 'mains-frequency', label: m.mainsFrequency, value: '50', options: [['50', '50 Hz'], ['60', '60 Hz']] })}
        </fieldset>
        ${complaint(this.#complaint)}
        <div class="dialog-actions">
          <button type="button" class="button" @click=${() => this.dispatchEvent(new CustomEvent('canceled'))}>
            ${coreMessages().cancel}
          </button>
          <button type="submit" class="button primary" ?disabled=${this.#busy}>${m.create}</button>
        </div>
      </form>`;
  }

  #millivolts(id: string, label: string, value: number): TemplateResult {
    return input({ id, label, type: 'number', min: 0, max: 5, step: 0.01, value, unit: 'mV', required: true });
  }

  #setRate(rate: number): void {
    this.#rate = rate > 0 ? rate : this.#rate;
    this.requestUpdate();
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const value = (name: string) => Number(form.get(name));
    const title = String(form.get('stream-title')).trim();
    this.#busy = true;
    this.#complaint = null;
    this.requestUpdate();
    try {
      const made = await createStream({
        title: title === '' ? monitorMessages().form.defaultTitle(this.#rate) : title,
        heart_rate_bpm: value('heart-rate'),
        heart_rate_sd_bpm: value('variability'),
        leads: LEADS[value('stream-leads')],
        sampling_frequency_hz: value('sampling'),
        baseline_millivolts: value('baseline'),
        muscle_millivolts: value('muscle'),
        mains_millivolts: value('mains'),
        mains_frequency_hz: value('mains-frequency'),
      });
      this.dispatchEvent(new CustomEvent<Stream>('created', { detail: made }));
    } catch (failure) {
      this.#complaint = explain(failure, { 409: monitorMessages().form.tooMany, 503: monitorMessages().form.tooMany });
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
  };
}

customElements.define('new-stream-form', NewStreamForm);
