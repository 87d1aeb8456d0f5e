// One viewer's socket (docs/ecg-stream.asyncapi.yaml). It connects again by itself for as long as it is wanted, and always
// says how things stand.

import { renewed } from '../core/session.ts';
import { decodeFrame, type Frame } from './signal/frame.ts';

/** How things stand. `again` is a connection that was lost; the next try is at `atMillis`, by Date.now(). */
export type ConnectionState =
  | { readonly is: 'connecting' }
  | { readonly is: 'live' }
  | { readonly is: 'again'; readonly atMillis: number }
  | { readonly is: 'ended' }
  | { readonly is: 'unknown-stream' }
  | { readonly is: 'refused' };

export interface ConnectionListener {
  /** Frames are about to come: of these leads, in the order of the stream. */
  onBegin(leads: readonly string[], samplingFrequencyHz: number): void;
  onFrame(frame: Frame): void;
  /** Frames were lost because this page reads too slowly. */
  onLost(frames: number): void;
  onState(state: ConnectionState): void;
}

interface StateMessage {
  readonly type: 'state';
  readonly state: 'streaming' | 'paused' | 'stopped';
  readonly stream_leads?: string[];
  readonly leads?: string[];
  readonly sampling_frequency_hz?: number;
}

type ServerMessage =
  | StateMessage
  | { readonly type: 'gap'; readonly lost_frames: number }
  | { readonly type: 'reconnect'; readonly after_millis: number }
  | { readonly type: 'error' };

const SUBPROTOCOL = 'pulsegate.ecg.v1.binary';
export const FRAME_PERIOD_MILLIS = 100;
const MAX_LEADS = 12;
const FIRST_PAUSE_MILLIS = 250;
const LONGEST_PAUSE_MILLIS = 10_000;
/** Without anything for so long the connection is given up: frames come ten times a second. */
const SILENCE_MILLIS = 5000;

const SERVICE_RESTART = 1012;
const RETRY_AFTER = /retry after (\d{1,5}) ms/;
const UNAUTHENTICATED = 4401;
const FORBIDDEN = 4403;
const NOT_FOUND = 4404;
const GONE = 4410;

export class StreamConnection {
  readonly #stream: string;
  readonly #leads: readonly string[];
  readonly #listener: ConnectionListener;
  #socket: WebSocket | null = null;
  /** The one that takes over from a socket whose service stops, once its own frames are about to come. */
  #next: WebSocket | null = null;
  #moving = 0;
  #attempts = 0;
  #closed = false;
  #begun = false;
  #retry = 0;
  #silence = 0;

  /** Watches up to twelve of the leads given. */
  constructor(stream: string, leads: readonly string[], listener: ConnectionListener) {
    this.#stream = stream;
    this.#leads = leads.slice(0, MAX_LEADS);
    this.#listener = listener;
    addEventListener('online', this.#now);
    this.#connect();
  }

  close(): void {
    this.#closed = true;
    removeEventListener('online', this.#now);
    clearTimeout(this.#retry);
    clearTimeout(this.#silence);
    this.#stopMoving();
    this.#socket?.close();
  }

  /** Connects at once instead of at the next try. */
  readonly #now = () => {
    if (!this.#closed && this.#socket === null) {
      clearTimeout(this.#retry);
      this.#connect();
    }
  };

  #connect(): void {
    this.#begun = false;
    this.#listener.onState({ is: 'connecting' });
    this.#socket = this.#open();
  }

  #open(): WebSocket {
    const address = new URL('/ws/ecg/stream', location.href);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    address.searchParams.set('stream', this.#stream);
    const socket = new WebSocket(address, SUBPROTOCOL);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      socket.send(JSON.stringify({ type: 'set', leads: this.#leads, frame_period_millis: FRAME_PERIOD_MILLIS }));
      if (socket === this.#socket) {
        this.#heard();
      }
    };
    socket.onmessage = event => {
      const data = event.data as string | ArrayBuffer;
      if (socket === this.#next && this.#isBeginning(data)) {
        this.#takeOver(socket);
      }
      if (!this.#closed && socket === this.#socket) {
        this.#heard();
        this.#received(data);
      }
    };
    socket.onclose = event => {
      if (!this.#closed && socket === this.#socket) {
        void this.#lost(event.code, event.reason);
      } else if (socket === this.#next) {
        this.#next = null;
        this.#moveIn(FIRST_PAUSE_MILLIS * (1 + Math.random()));
      }
    };
    return socket;
  }

  /** The service stops: another socket is opened while this one goes on, so that nothing is missed. */
  #moveIn(millis: number): void {
    if (this.#next === null) {
      clearTimeout(this.#moving);
      this.#moving = setTimeout(() => {
        this.#next = this.#open();
      }, millis);
    }
  }

  #takeOver(next: WebSocket): void {
    const left = this.#socket;
    this.#socket = next;
    this.#next = null;
    left?.close();
  }

  #stopMoving(): void {
    clearTimeout(this.#moving);
    const next = this.#next;
    this.#next = null;
    next?.close();
  }

  #heard(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      const socket = this.#socket;
      if (socket !== null) {
        // Its own close would wait for an answer that may never come.
        socket.onclose = null;
        socket.close();
        void this.#lost(0, '');
      }
    }, SILENCE_MILLIS);
  }

  #received(data: string | ArrayBuffer): void {
    if (data instanceof ArrayBuffer) {
      if (this.#begun) {
        this.#listener.onFrame(decodeFrame(data));
      }
      return;
    }
    const message = JSON.parse(data) as ServerMessage;
    if (message.type === 'state') {
      this.#state(message);
    } else if (message.type === 'gap') {
      this.#listener.onLost(message.lost_frames);
    } else if (message.type === 'reconnect') {
      this.#moveIn(message.after_millis);
    }
  }

  /** Whether frames of all the leads follow on the socket this came by. */
  #isBeginning(data: string | ArrayBuffer): boolean {
    return typeof data === 'string' && this.#isOfAllLeads(JSON.parse(data) as ServerMessage);
  }

  #isOfAllLeads(message: ServerMessage): boolean {
    return message.type === 'state' && message.stream_leads !== undefined && message.leads?.length === this.#leads.length;
  }

  /** Frames name leads by their place in the stream, so they are of use once it is known, and all the leads are watched. */
  #state(message: StateMessage): void {
    const { stream_leads, sampling_frequency_hz } = message;
    if (!this.#isOfAllLeads(message) || stream_leads === undefined || sampling_frequency_hz === undefined) {
      return;
    }
    this.#begun = true;
    this.#attempts = 0;
    this.#listener.onBegin(stream_leads.slice(0, MAX_LEADS), sampling_frequency_hz);
    this.#listener.onState({ is: 'live' });
  }

  async #lost(code: number, reason: string): Promise<void> {
    this.#socket = null;
    clearTimeout(this.#silence);
    this.#stopMoving();
    switch (code) {
      case NOT_FOUND:
        this.#listener.onState({ is: 'unknown-stream' });
        return;
      case GONE:
        this.#listener.onState({ is: 'ended' });
        return;
      case FORBIDDEN:
        this.#listener.onState({ is: 'refused' });
        return;
      case UNAUTHENTICATED:
        try {
          if (!(await renewed())) {
            return;
          }
        } catch {
          // The service could not be asked: as with any other loss, again later.
        }
        break;
    }
    if (this.#closed) {
      return;
    }
    const pause = this.#pauseAfter(code, reason);
    this.#listener.onState({ is: 'again', atMillis: Date.now() + pause });
    this.#retry = setTimeout(() => this.#connect(), pause);
  }

  /** A service that restarts says how soon to come back, once; whoever is turned away again waits longer each time. */
  #pauseAfter(code: number, reason: string): number {
    const asked = code === SERVICE_RESTART && this.#attempts === 0 ? RETRY_AFTER.exec(reason)?.[1] : undefined;
    const usual = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS * 2 ** this.#attempts++) * (0.5 + Math.random());
    return asked === undefined ? usual : Number(asked);
  }
}
