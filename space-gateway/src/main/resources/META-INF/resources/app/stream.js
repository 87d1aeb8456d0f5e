// Watches one stream over the socket, and connects again by itself for as long as it is wanted.

import { refresh } from './session.js';

const UNAUTHENTICATED = 4401;
const NOT_FOUND = 4404;
const GONE = 4410;
const MAX_LEADS = 3;

export class StreamWatch {
  #stream;
  #listener;
  #socket = null;
  #attempts = 0;
  #stopped = false;

  /** The listener has onFrame(frame), onState(text) and onSignedOut(). */
  constructor(stream, listener) {
    this.#stream = stream;
    this.#listener = listener;
    this.#connect();
  }

  stop() {
    this.#stopped = true;
    this.#socket.close();
  }

  #connect() {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const query = new URLSearchParams({ stream: this.#stream.id });
    this.#listener.onState('connecting…');
    this.#socket = new WebSocket(`${scheme}://${location.host}/ws/ecg/stream?${query}`);
    this.#socket.onopen = () => this.#opened();
    this.#socket.onmessage = event => this.#received(JSON.parse(event.data));
    this.#socket.onclose = event => this.#closed(event);
  }

  #opened() {
    const leads = this.#stream.leads.slice(0, MAX_LEADS).map(lead => lead.name);
    if (leads.length > 1) {
      this.#socket.send(JSON.stringify({ type: 'set', leads }));
    }
  }

  #received(message) {
    if (this.#stopped) {
      return;
    }
    if (message.type === undefined) {
      this.#attempts = 0;
      this.#listener.onState('live');
      this.#listener.onFrame(message);
    } else if (message.type === 'gap') {
      this.#listener.onState(`${message.lost_frames} frames were lost on the way`);
    }
  }

  async #closed(event) {
    if (this.#stopped) {
      return;
    }
    if (event.code === NOT_FOUND || event.code === GONE) {
      this.#listener.onState('this stream has ended');
      return;
    }
    if (event.code === UNAUTHENTICATED && !(await refresh())) {
      this.#listener.onSignedOut();
      return;
    }
    const pauseMillis = Math.min(10_000, 250 * 2 ** this.#attempts++) * (0.5 + Math.random());
    this.#listener.onState('connection lost, trying again…');
    setTimeout(() => this.#stopped || this.#connect(), pauseMillis);
  }
}
