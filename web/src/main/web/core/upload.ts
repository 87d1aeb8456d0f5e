// Sending a form with files, and telling how far it is: fetch cannot.

import { Problem, problemOf, refresh } from './api.ts';

export interface UploadOptions {
  readonly headers: Record<string, string>;
  readonly signal: AbortSignal;
  /** How much of it has been sent, from 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** Posts a form. Throws a Problem if it is refused, an AbortError if it was given up. */
export async function upload<T>(path: string, form: FormData, options: UploadOptions): Promise<T> {
  try {
    return await post<T>(path, form, options);
  } catch (failure) {
    if (failure instanceof Problem && failure.status === 401 && await refresh()) {
      return post<T>(path, form, options);
    }
    throw failure;
  }
}

function post<T>(path: string, form: FormData, { headers, signal, onProgress }: UploadOptions): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.responseType = 'json';
    for (const [name, value] of Object.entries({ Accept: 'application/json', ...headers })) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = event => onProgress(event.total > 0 ? event.loaded / event.total : 0);
    request.onload = () => request.status < 300
      ? resolve(request.response as T)
      : reject(problemOf(request.status, name => request.getResponseHeader(name), request.response));
    request.onerror = () => reject(new Problem(0, null));
    request.onabort = () => reject(new DOMException('given up', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}
