/** Keeps the page for when its server is gone: what the server says wins, what was kept is the second choice. */
export {};

interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

/** The little of it that is used here: TypeScript cannot have the libraries of pages and workers at once. */
declare const self: {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(
    type: 'fetch',
    listener: (event: Event & { readonly request: Request; respondWith(response: Promise<Response>): void }) => void,
  ): void;
};

/** The files of the page; filled in by build.mjs. */
declare const PAGE_FILES: readonly string[];

const CACHE = 'gossamer-page';

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(['./', 'catalogue.json', ...PAGE_FILES].map((file) => new Request(file, { cache: 'no-cache' }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  // Models are kept by the worker that loads them.
  if (event.request.method === 'GET' && url.origin === self.location.origin && !url.pathname.includes('/models/')) {
    event.respondWith(answer(event.request));
  }
});

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    // A part of a video is not the video.
    if (response.status === 200) {
      await cache.put(request, response.clone()).catch(() => undefined);
    }
    return response;
  } catch (failure) {
    const kept = await cache.match(request);
    if (kept === undefined) {
      throw failure;
    }
    return kept;
  }
}
