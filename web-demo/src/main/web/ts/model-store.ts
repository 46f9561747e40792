/** Model files, kept by the browser: addresses change with the bytes, so what is kept is never stale. */
const CACHE = 'gossamer-models';

export interface Fetched {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly cached: boolean;
}

/** Rejects with an Error in words. */
export async function fetchModel(
  url: string,
  name: string,
  onProgress: (loaded: number, total: number | undefined) => void,
): Promise<Fetched> {
  // Pages that are neither from localhost nor https have no caches.
  const cache = 'caches' in globalThis ? await caches.open(CACHE).catch(() => undefined) : undefined;
  const kept = await cache?.match(url);
  if (kept !== undefined) {
    return { bytes: new Uint8Array(await kept.arrayBuffer()), cached: true };
  }
  const bytes = await download(url, name, onProgress);
  // A full disk must not keep the model from running.
  await cache?.put(url, new Response(bytes)).catch(() => undefined);
  return { bytes, cached: false };
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
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    parts.push(value!);
    loaded += value!.length;
    onProgress(loaded, total);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
