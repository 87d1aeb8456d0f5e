// Shows what a worker made. Nothing of it is taken for markup, and nothing is loaded but files of our own gateway.

import { html, nothing, type TemplateResult } from 'lit';

import { notify } from '../core/announce.ts';
import { coreMessages } from '../core/messages.ts';
import { bytes } from '../core/units.ts';
import { View } from '../core/view.ts';
import { copyText } from '../ui/copy.ts';
import { icon } from '../ui/icons.ts';
import { spacesMessages } from './messages.ts';
import type { Json, JsonObject } from './model.ts';

const MOST_ROWS = 12;
const MEDIA_IN_TEXT = /^data:((?:image|audio|video)\/[\w.+-]+);base64,/;

/** A result: its text first, then its files, then whatever else it says. */
export function resultView(result: JsonObject, streamed: string): TemplateResult {
  const m = spacesMessages();
  const text = typeof result['text'] === 'string' && result['text'].trim() !== streamed.trim() ? result['text'] : null;
  const files = filesIn(result);
  const rest = Object.entries(result).filter(([name, value]) =>
    !(name === 'text' && typeof value === 'string') && !(typeof value === 'string' && fileAddress(value) !== null));
  const asJson = JSON.stringify(result, null, 2);
  return html`
    ${text === null ? nothing : html`<div class="output-text">${text}</div>`}
    ${files.map(file => html`<result-file .address=${file}></result-file>`)}
    ${rest.length === 0 ? nothing : members(rest)}
    <details class="as-json">
      <summary>${m.asJson}</summary>
      ${json(asJson)}
      <button type="button" class="button" @click=${() => copy(asJson)}>${icon('copy')}${m.copy}</button>
    </details>`;
}

/** A few plain members as a list, anything else as JSON. */
function members(entries: [string, Json][]): TemplateResult {
  const plain = entries.every(([, value]) => value === null || typeof value !== 'object');
  return plain && entries.length <= MOST_ROWS
    ? html`<dl class="facts">${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd>${String(value)}</dd></div>`)}</dl>`
    : json(JSON.stringify(Object.fromEntries(entries), null, 2));
}

export function json(text: string): TemplateResult {
  return html`<pre class="json" tabindex="0" role="region" aria-label="JSON">${text}</pre>`;
}

async function copy(text: string): Promise<void> {
  if (await copyText(text)) {
    notify(spacesMessages().copied);
  }
}

/** The addresses of all files a result names, wherever in it, each once. */
function filesIn(value: Json): string[] {
  if (typeof value === 'string') {
    const address = fileAddress(value);
    return address === null ? [] : [address];
  }
  const inner = value === null || typeof value !== 'object' ? [] : Object.values(value);
  return [...new Set(inner.flatMap(filesIn))];
}

/**
 * Where this origin has a file that the text names: gateways write the address workers know them by. Media that stand in
 * the text itself count, too.
 */
function fileAddress(text: string): string | null {
  if (MEDIA_IN_TEXT.test(text)) {
    return text;
  }
  const known = /^(https?:\/|\/files\/)/.test(text) && URL.canParse(text, location.origin);
  const url = known ? new URL(text, location.origin) : null;
  return url !== null && /^\/files\/[0-9a-f-]{36}$/.test(url.pathname) && url.searchParams.has('sig')
    ? url.pathname + url.search
    : null;
}

/** One file: shown if a browser can show its type, and to be downloaded. */
class ResultFile extends View {
  address = '';
  #source = '';
  #type: string | null = null;
  #name = '';
  #size = 0;
  #gone = false;

  constructor() {
    super();
    this.whileConnected(() => {
      void this.#look();
      return () => {
        if (this.#source.startsWith('blob:')) {
          URL.revokeObjectURL(this.#source);
        }
      };
    });
  }

  async #look(): Promise<void> {
    const inText = MEDIA_IN_TEXT.exec(this.address);
    if (inText !== null) {
      this.#fromText(inText[1], this.address.slice(inText[0].length));
    } else {
      await this.#fromServer();
    }
    this.requestUpdate();
  }

  #fromText(type: string, base64: string): void {
    try {
      const content = new Blob([Uint8Array.from(atob(base64), character => character.charCodeAt(0))], { type });
      this.#source = URL.createObjectURL(content);
      this.#type = type;
      this.#size = content.size;
      this.#name = `result.${type.replace(/.*\/|\+.*/g, '')}`;
    } catch {
      this.#gone = true;
    }
  }

  async #fromServer(): Promise<void> {
    try {
      const head = await fetch(this.address, { method: 'HEAD' });
      this.#gone = !head.ok;
      this.#source = this.address;
      this.#type = head.headers.get('Content-Type')?.split(';')[0].trim() ?? '';
      this.#size = Number(head.headers.get('Content-Length') ?? 0);
      this.#name = nameIn(head.headers.get('Content-Disposition') ?? '');
      if (head.ok && /^($|application\/octet-stream$)/.test(this.#type)) {
        this.#type = await typeByContent(this.address) ?? this.#type;
      }
    } catch {
      this.#gone = true;
    }
  }

  protected override render(): TemplateResult {
    const m = spacesMessages();
    if (this.#gone) {
      return html`<p class="complaint">${icon('warning')}<span>${m.fileGone}</span></p>`;
    }
    if (this.#type === null) {
      return html`<p class="loading">${coreMessages().loading}</p>`;
    }
    return html`
      <figure class="result-file">
        ${this.#media(this.#type)}
        <figcaption>
          <span class="file-name">${this.#name || m.file}</span>
          <span class="soft">${this.#type}${this.#size > 0 ? ` · ${bytes(this.#size)}` : ''}</span>
          <a class="button" href=${this.#source} download=${this.#name}>${icon('save')}${m.download}</a>
        </figcaption>
      </figure>`;
  }

  #media(type: string): TemplateResult | typeof nothing {
    const failed = () => {
      this.#type = 'application/octet-stream';
      this.requestUpdate();
    };
    if (type.startsWith('image/')) {
      return html`<img src=${this.#source} alt=${this.#name || spacesMessages().image} @error=${failed}>`;
    }
    if (type.startsWith('audio/')) {
      return html`<audio src=${this.#source} controls preload="metadata" aria-label=${this.#name}></audio>`;
    }
    if (type.startsWith('video/')) {
      return html`<video src=${this.#source} controls preload="metadata" aria-label=${this.#name}></video>`;
    }
    return nothing;
  }
}

/** How files begin whose sender did not say what they are, in Latin-1. */
const BEGINNINGS: readonly [RegExp, string][] = [
  [/^\x89PNG/, 'image/png'], [/^\xff\xd8\xff/, 'image/jpeg'], [/^GIF8/, 'image/gif'], [/^RIFF....WEBP/s, 'image/webp'],
  [/^RIFF....WAVE/s, 'audio/wav'], [/^(ID3|\xff[\xfb\xf3\xf2])/, 'audio/mpeg'], [/^OggS/, 'audio/ogg'], [/^fLaC/, 'audio/flac'],
  [/^....ftyp/s, 'video/mp4'], [/^\x1aE\xdf\xa3/, 'video/webm'], [/^%PDF/, 'application/pdf'],
];

async function typeByContent(address: string): Promise<string | null> {
  const part = await fetch(address, { headers: { Range: 'bytes=0-15' } });
  const beginning = part.status === 206 ? String.fromCharCode(...new Uint8Array(await part.arrayBuffer())) : '';
  return BEGINNINGS.find(([pattern]) => pattern.test(beginning))?.[1] ?? null;
}

function nameIn(disposition: string): string {
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  try {
    return extended === undefined ? /filename="([^"]*)"/.exec(disposition)?.[1] ?? '' : decodeURIComponent(extended);
  } catch {
    return '';
  }
}

customElements.define('result-file', ResultFile);
