import { ACCEPT } from './contract.js';
import { orAborted } from './credentials.js';
import { answerFailure, callFailure, failure } from './errors.js';
import type { Http } from './http.js';

export interface UploadCall {
  readonly url: string;
  readonly file: Blob;
  readonly signal: AbortSignal;
  readonly onProgress: (share: number) => void;
}

/** Sends a file with `XMLHttpRequest`, since `fetch` does not tell how far it came. Gives the answer's JSON, not yet checked. */
export async function uploadWithProgress(http: Http, call: UploadCall): Promise<unknown> {
  const { signal } = call;
  try {
    const token = await orAborted(http.credentials.current(), signal);
    const first = await send(call, token);
    const last =
      first.status === 401
        ? await send(call, await orAborted(http.credentials.renewed(token), signal))
        : first;
    const body = parsed(last.responseText);
    if (last.status >= 200 && last.status < 300) return body;
    throw answerFailure(last.status, last.getResponseHeader('retry-after'), body);
  } catch (error) {
    throw callFailure(error, signal);
  }
}

function send({ url, file, signal, onProgress }: UploadCall, token: string): Promise<XMLHttpRequest> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const onAbort = (): void => request.abort();
    request.open('PUT', url);
    request.setRequestHeader('Accept', ACCEPT);
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(request);
    request.onerror = () => reject(failure('backend/offline', 'the backend could not be reached'));
    request.onabort = () => reject(signal.reason as Error);
    request.onloadend = () => signal.removeEventListener('abort', onAbort);
    signal.addEventListener('abort', onAbort);
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
