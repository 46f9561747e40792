/**
 * Model files, kept by the browser: addresses change with the bytes, so what is kept is never stale. Only what the catalogue
 * promised is kept or given away: an error page that came with status 200 would else stay for ever.
 */
import type { ModelFile } from './messages';

const CACHE = 'gossamer-models';

export interface Fetched {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly cached: boolean;
}

/** Rejects with an Error in words. */
export async function fetchModel(
  file: ModelFile,
  onProgress: (loaded: number, total: number | undefined) => void,
): Promise<Fetched> {
  const { url, name } = file;
  // Pages that are neither from localhost nor https have no caches.
  const cache = 'caches' in globalThis ? await caches.open(CACHE).catch(() => undefined) : undefined;
  const kept = await cache?.match(url);
  if (kept !== undefined) {
    const bytes = new Uint8Array(await kept.arrayBuffer());
    if (await isPromised(bytes, file)) {
      return { bytes, cached: true };
    }
    await cache?.delete(url);
  }
  const bytes = await download(url, name, onProgress);
  if (!(await isPromised(bytes, file))) {
    throw new Error(
      `${name} did not arrive as the server promised it: ${bytes.length} bytes came, expected were ${file.bytes}. Reload the page.`,
    );
  }
  // A full disk must not keep the model from running.
  await cache?.put(url, new Response(bytes)).catch(() => undefined);
  return { bytes, cached: false };
}

/** The address ends with the first digits of the file's SHA-256, in hexadecimal. */
async function isPromised(content: Uint8Array<ArrayBuffer>, { url, bytes }: ModelFile): Promise<boolean> {
  if (content.length !== bytes) {
    return false;
  }
  // Missing where there is no cache either.
  if (globalThis.crypto?.subtle === undefined) {
    return true;
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  const hexadecimal = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hexadecimal.startsWith(new URL(url).search.slice(1));
}

async function download(
  url: string,
  name: string,
  onProgress: (loaded: number, total: number | undefined) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch {
    throw new Error(`${name} could not be fetched: the demo server does not answer.`);
  }
  if (!response.ok) {
    throw new Error(`${name} could not be fetched: ${(await response.text()).trim() || `HTTP ${response.status}`}`);
  }
  const length = response.headers.get('content-length');
  const total = length === null ? undefined : Number(length);
  const reader = response.body!.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let loaded = 0;
  onProgress(0, total);
  try {
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      parts.push(value!);
      loaded += value!.length;
      onProgress(loaded, total);
    }
  } catch {
    throw new Error(`${name} could not be fetched: the connection ended after ${loaded} bytes.`);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
