import type { Role, Task } from './messages';

/** What the server has: catalogue.json, written by Catalogue.java. */
export interface Entry {
  readonly name: string;
  readonly use: 'network' | 'detector' | 'sample';
  /** Empty for samples of every task. */
  readonly task: Task | '';
  /** The pane a model is for; empty for samples. */
  readonly role: Role | '';
  readonly url: string;
  readonly bytes: number;
  readonly licence: string;
  /** The npm package or folder it is from. */
  readonly source: string;
  /** Why the server does not have it; empty if it does. */
  readonly failure: string;
}

export interface Catalogue {
  readonly models: readonly Entry[];
  readonly samples: readonly Entry[];
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

export function networksOf(catalogue: Catalogue, task: Task, role: Role): readonly Entry[] {
  return catalogue.models.filter((entry) => entry.use === 'network' && entry.task === task && entry.role === role);
}

/** The network that looks for regions for a pane: its own, else the dense one; undefined for tasks that need none. */
export function detectorOf(catalogue: Catalogue, task: Task, role: Role): Entry | undefined {
  const detectors = catalogue.models.filter((entry) => entry.use === 'detector' && entry.task === task);
  return detectors.find((entry) => entry.role === role) ?? detectors.find((entry) => entry.role === 'dense');
}

/** Those made for the task come first. */
export function samplesOf(catalogue: Catalogue, task: Task): readonly Entry[] {
  const own = catalogue.samples.filter((entry) => entry.task === task);
  return [...own, ...catalogue.samples.filter((entry) => entry.task === '')];
}
