// One request, live: where it stands, what comes of it, and how to stop it. Left and opened again, it shows the same.

import { html, nothing, type TemplateResult } from 'lit';

import { notify, say } from '../core/announce.ts';
import { api, explain, Problem } from '../core/api.ts';
import { follow } from '../core/events.ts';
import { dateTime } from '../core/i18n.ts';
import type { Unsubscribe } from '../core/observable.ts';
import { duration } from '../core/units.ts';
import { View } from '../core/view.ts';
import { complaint, loading } from '../ui/blocks.ts';
import { icon } from '../ui/icons.ts';
import { spacesMessages } from './messages.ts';
import { isOver, STATES, type Failure, type Json, type Request, type State, type WaitReason } from './model.ts';
import { json, resultView } from './output.ts';

type Queued = { reason?: string; position?: number; wait_reason?: WaitReason; expected_wait_seconds?: number | null };
type Progress = { progress?: number; message?: string };
type Chunk = { text?: string; data?: Json };

export class RequestView extends View {
  requestId = '';
  /** Told whenever the request has moved. */
  onMoved: (request: Request) => void = () => {};
  #request: Request | null = null;
  #problem: string | null = null;
  #text = '';
  #data: Json[] = [];
  #progress: Progress = {};
  #cameBack: string | null = null;
  #live = true;
  #canceling = false;
  #stop: Unsubscribe = () => {};

  constructor() {
    super();
    this.whileConnected(() => {
      void this.#open();
      return () => this.#stop();
    });
  }

  async #open(): Promise<void> {
    await this.#load();
    if (this.#request === null || !this.isConnected) {
      return;
    }
    this.#stop = follow(`requests/${this.requestId}`, {
      probe: `/api/requests/${this.requestId}`,
      on: {
        queued: (event: Queued) => this.#queued(event),
        processing: () => this.#processing(),
        progress: (event: Progress) => this.#then(() => { this.#progress = event; }),
        chunk: (event: Chunk) => this.#then(() => this.#add(event)),
        ...Object.fromEntries(STATES.filter(isOver).map(state => [state, () => void this.#ended(state)])),
      },
      onLive: live => this.#then(() => { this.#live = live; }),
      onRefused: problem => this.#then(() => this.#refused(problem)),
    });
  }

  async #load(): Promise<void> {
    try {
      this.#request = await api.get<Request>(`/api/requests/${this.requestId}`);
      this.#problem = null;
    } catch (failure) {
      this.#refused(failure);
    }
    this.requestUpdate();
  }

  #then(change: () => void): void {
    change();
    this.requestUpdate();
  }

  #refused(failure: unknown): void {
    this.#problem = explain(failure, { 404: spacesMessages().requestGone });
  }

  /** What the past of a request that is over tells is only its output. */
  #move(state: State, change: Partial<Request>): void {
    if (this.#request === null || isOver(this.#request.status)) {
      return;
    }
    const moved = this.#request.status !== state;
    this.#request = { ...this.#request, ...change, status: state };
    if (moved) {
      this.onMoved(this.#request);
    }
  }

  #queued(event: Queued): void {
    this.#cameBack = event.reason ?? this.#cameBack;
    const { position, wait_reason, expected_wait_seconds } = event;
    this.#move('queued', {
      ...(position !== undefined && { position }),
      ...(wait_reason !== undefined && { wait_reason }),
      ...(expected_wait_seconds != null && { expected_wait_seconds }),
    });
    this.requestUpdate();
  }

  /** Output begins anew with each attempt. */
  #processing(): void {
    this.#text = '';
    this.#data = [];
    this.#progress = {};
    this.#move('processing', {});
    if (this.#request?.status === 'processing') {
      say(spacesMessages().saidRunning);
    }
    this.requestUpdate();
  }

  #add(chunk: Chunk): void {
    if (chunk.text !== undefined) {
      this.#text += chunk.text;
    } else if (chunk.data !== undefined) {
      this.#data.push(chunk.data);
    }
  }

  async #ended(state: State): Promise<void> {
    this.#stop();
    const news = this.#request !== null && !isOver(this.#request.status);
    await this.#load();
    if (news && this.#request !== null) {
      say(spacesMessages().states[state as keyof ReturnType<typeof spacesMessages>['states']]);
      this.onMoved(this.#request);
    }
  }

  protected override render(): TemplateResult {
    if (this.#request === null) {
      return this.#problem === null ? loading() : complaint(this.#problem);
    }
    const request = this.#request;
    return html`
      <div class="request" data-state=${request.status}>
        <div class="request-head">
          ${stateBadge(request.status)}
          ${isOver(request.status) ? this.#tookText(request) : html`
            <button type="button" class="button" ?disabled=${this.#canceling} @click=${() => this.#cancel()}>
              ${spacesMessages().cancel}
            </button>`}
        </div>
        ${asked(request)}
        ${this.#problem === null ? nothing : complaint(this.#problem)}
        ${this.#live || isOver(request.status) ? nothing : html`<p class="note" role="status">${spacesMessages().connectionLost}</p>`}
        ${this.#standing(request)}
        ${this.#outcome(request)}
        ${details(request)}
      </div>`;
  }

  #tookText(request: Request) {
    return request.handed_over_at && request.finished_at
      ? html`<span class="soft">${spacesMessages().took} ${duration(seconds(request.handed_over_at, request.finished_at))}</span>`
      : nothing;
  }

  #standing(request: Request) {
    const m = spacesMessages();
    if (request.status === 'queued') {
      return html`
        <div class="standing">
          <p class="standing-title">${request.position === undefined ? m.farBehind : m.position(request.position)}</p>
          <p>
            ${request.wait_reason === undefined ? nothing : m.reasons[request.wait_reason]}
            ${request.expected_wait_seconds == null ? nothing : m.expected(duration(request.expected_wait_seconds))}
          </p>
          ${this.#cameBack === null ? nothing : html`<p class="soft">${m.backAgain(this.#cameBack)}</p>`}
        </div>`;
    }
    if (request.status === 'processing') {
      const { progress, message } = this.#progress;
      return html`
        <div class="standing">
          ${progress === undefined
            ? html`<progress aria-label=${m.progress}></progress>`
            : html`<progress max="1" value=${progress} aria-label=${m.progress}></progress>`}
          <p class="soft">${message ?? m.saidRunning}</p>
        </div>`;
    }
    return nothing;
  }

  #outcome(request: Request) {
    const m = spacesMessages();
    const streamed = this.#text !== '' || this.#data.length > 0;
    return html`
      ${request.failure === undefined ? nothing
        : request.status === 'canceled' ? html`<p class="soft">${request.failure.message}</p>` : failureView(request.failure)}
      ${streamed ? html`
        <section class="output">
          <h3>${request.failure ? m.partial : m.output}</h3>
          ${this.#text === '' ? nothing : html`<div class="output-text">${this.#text}</div>`}
          ${this.#data.length === 0 ? nothing : json(this.#data.map(each => JSON.stringify(each, null, 2)).join('\n'))}
        </section>` : nothing}
      ${request.status === 'completed' ? html`
        <section class="output">
          ${streamed ? nothing : html`<h3>${m.result}</h3>`}
          ${request.result ? resultView(request.result, this.#text) : html`<p>${m.noResult}</p>`}
        </section>` : nothing}`;
  }

  async #cancel(): Promise<void> {
    this.#then(() => { this.#canceling = true; });
    try {
      await api.delete(`/api/requests/${this.requestId}`);
      say(spacesMessages().canceledNow);
    } catch (failure) {
      notify(explain(failure, { 409: spacesMessages().cancelTooLate }), failure instanceof Problem && failure.status === 409 ? 'info' : 'danger');
    }
    this.#canceling = false;
    await this.#load();
    if (this.#request !== null && isOver(this.#request.status)) {
      this.#stop();
      this.onMoved(this.#request);
    }
  }
}

function failureView(failure: Failure): TemplateResult {
  const m = spacesMessages();
  const advice = (m.whatNow as Record<string, string>)[failure.code] ?? m.whatNow.other;
  return html`
    <div class="complaint failure">
      ${icon('warning')}
      <div>
        <p>${advice}</p>
        <p class="said">${failure.code === 'worker_failed' ? `${m.workerSaid}: ` : ''}${failure.message}</p>
      </div>
    </div>`;
}

export function stateBadge(state: State): TemplateResult {
  const tone = { queued: '', processing: 'busy', completed: 'good', failed: 'danger', canceled: '', expired: 'danger' }[state];
  return html`<span class="badge state ${tone}">${spacesMessages().states[state]}</span>`;
}

/** Its beginning, to know the request again by; all of it stands among the details. */
function asked(request: Request) {
  const prompt = request.input?.prompt;
  return typeof prompt === 'string' && prompt !== '' ? html`<p class="request-asked">${prompt}</p>` : nothing;
}

function details(request: Request): TemplateResult {
  const m = spacesMessages();
  const times: [string, string | undefined][] = [
    [m.accepted, request.accepted_at], [m.started, request.handed_over_at], [m.finished, request.finished_at],
  ];
  const { prompt, timestamp: _, ...rest } = request.input ?? {};
  return html`
    <details class="request-details">
      <summary>${m.details}</summary>
      ${typeof prompt === 'string' ? html`<h3>${m.asked}</h3><div class="output-text">${prompt}</div>` : nothing}
      ${Object.keys(rest).length === 0 ? nothing : json(JSON.stringify(rest, null, 2))}
      <dl class="facts">
        ${times.map(([label, at]) => at ? html`<div><dt>${label}</dt><dd>${dateTime(at)}</dd></div>` : nothing)}
        <div><dt>${m.sentBy}</dt><dd>${request.user}</dd></div>
        ${request.attempt > 1 ? html`<div><dt>${m.attempt(request.attempt)}</dt><dd></dd></div>` : nothing}
        <div><dt>${m.number}</dt><dd><code>${request.id}</code></dd></div>
      </dl>
    </details>`;
}

function seconds(from: string, to: string): number {
  return Math.max(0, (new Date(to).getTime() - new Date(from).getTime()) / 1000);
}

customElements.define('request-view', RequestView);
