/** The layers of one network as bars: how long each takes, and how much of its work is left to do. */
import type { LayerTime } from 'gossamer';
import { byId } from './dom';
import * as format from './format';

export function showLayers(layers: readonly LayerTime[]): void {
  const slowest = Math.max(...layers.map(({ ms }) => ms), 1e-3);
  byId('layers').replaceChildren(...layers.map((layer, index) => rowOf(layer, index, slowest)));
  const sum = layers.reduce((all, { ms }) => all + ms, 0);
  byId('layers-caption').textContent = `${layers.length} layers, ${format.milliseconds(sum)} ms in all, each measured alone.`;
}

export function showLayersMessage(text: string): void {
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
