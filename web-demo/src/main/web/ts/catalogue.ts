/** What the server has: catalogue.json, written by Catalogue.java. */
export interface Entry {
  readonly name: string;
  readonly url: string;
  readonly bytes: number;
  readonly licence: string;
  /** The npm package it is from. */
  readonly source: string;
  /** Why the server does not have it; empty if it does. */
  readonly failure: string;
}

export interface Catalogue {
  readonly models: readonly Entry[];
  readonly pictures: readonly Entry[];
}

/** Rejects with an Error whose message a visitor understands. */
export async function fetchCatalogue(): Promise<Catalogue> {
  let response: Response;
  try {
    response = await fetch('catalogue.json');
  } catch {
    throw new Error('The demo server does not answer. Is "gossamer demo" still running?');
  }
  if (!response.ok) {
    throw new Error(`The demo server answered HTTP ${response.status} to catalogue.json.`);
  }
  return (await response.json()) as Catalogue;
}
