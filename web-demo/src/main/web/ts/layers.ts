/** The layers of one network as bars: how long each takes, and how much of its work is left to do. */
import type { LayerTime } from 'gossamer';
import { byId } from './dom';
import * as format from './format';
import { type Role, ROLES } from './messages';
import { TITLES } from './pane';

/** A network whose layers can be measured; measuring rejects with an Error in words. */
export interface Measurable {
  readonly name: string;
  measure(): Promise<readonly LayerTime[]>;
}

/** The card of the layers: a button for each pane, and the table of the last one that was asked for. */
export class LayerView {
  readonly #buttons: ReadonlyMap<Role, HTMLButtonElement>;
  /** Counts what was asked for, so that an answer to an earlier click is not shown in place of a later one's. */
  #latest = 0;
  #measured: Partial<Record<Role, readonly LayerTime[]>> = {};

  /** @param networkOf undefined if a pane has none that is ready */
  constructor(networkOf: (role: Role) => Measurable | undefined) {
    this.#buttons = new Map(ROLES.map((role) => [role, this.#button(role, networkOf)]));
    byId('layer-choice').append(...this.#buttons.values());
  }

  /** The times of all networks that were measured since {@link forget}. */
  get measured(): Partial<Record<Role, readonly LayerTime[]>> {
    return this.#measured;
  }

  /** The networks are others now. */
  forget(): void {
    this.#latest++;
    this.#measured = {};
    this.#mark(undefined, 'Layers');
    showMessage('Choose a pane to measure each of its layers.');
  }

  async #show(role: Role, network: Measurable | undefined): Promise<void> {
    const request = ++this.#latest;
    const measured = this.#measured;
    this.#mark(role, `Layers: ${TITLES[role]}${network === undefined ? '' : `, ${network.name}`}`);
    if (network === undefined) {
      showMessage('This pane has no model.');
      return;
    }
    showMessage('Measuring …');
    try {
      const layers = await network.measure();
      measured[role] = layers;
      if (request === this.#latest) {
        showLayers(layers);
      }
    } catch (e) {
      if (request === this.#latest) {
        showMessage(e instanceof Error ? e.message : String(e));
      }
    }
  }

  #mark(chosen: Role | undefined, heading: string): void {
    byId('layers-heading').textContent = heading;
    this.#buttons.forEach((button, role) => button.setAttribute('aria-pressed', String(role === chosen)));
  }

  #button(role: Role, networkOf: (role: Role) => Measurable | undefined): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = TITLES[role];
    button.addEventListener('click', () => void this.#show(role, networkOf(role)));
    return button;
  }
}

function showLayers(layers: readonly LayerTime[]): void {
  const slowest = Math.max(...layers.map(({ ms }) => ms), 1e-3);
  byId('layers').replaceChildren(...layers.map((layer, index) => rowOf(layer, index, slowest)));
  const sum = layers.reduce((all, { ms }) => all + ms, 0);
  byId('layers-caption').textContent = `${layers.length} layers, ${format.milliseconds(sum)} ms in all, each measured alone.`;
}

function showMessage(text: string): void {
  byId('layers').replaceChildren();
  byId('layers-caption').textContent = text;
}

function rowOf(layer: LayerTime, index: number, slowest: number): HTMLElement {
  const row = document.createElement('tr');
  row.title = [layer.name, layer.reason, ...layer.notes].filter((text) => text !== '').join('\n');
  const work = layer.macs === 0 ? undefined : Math.min(1, layer.executedMacs / layer.macs);
  const bar = document.createElement('span');
  bar.className = 'bar';
  bar.style.width = `${((100 * layer.ms) / slowest).toFixed(1)}%`;
  const share = document.createElement('span');
  share.className = 'share';
  share.style.width = `${(100 * (work ?? 0)).toFixed(1)}%`;
  row.append(
    cell(String(index + 1)),
    cell(layer.operator),
    cell(layer.kernel),
    cell(work === undefined ? format.NOTHING : `${Math.round(100 * work)} %`, work === undefined ? undefined : share),
    cell(format.milliseconds(layer.ms), bar),
  );
  return row;
}

/** @param graph drawn beside the text */
function cell(text: string, graph?: HTMLElement): HTMLElement {
  const element = document.createElement('td');
  if (graph === undefined) {
    element.textContent = text;
  } else {
    const track = document.createElement('span');
    track.className = 'track';
    track.append(graph);
    element.className = 'graph';
    element.append(Object.assign(document.createElement('span'), { textContent: text }), track);
  }
  return element;
}
