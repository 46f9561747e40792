import type { Entry } from './catalogue';
import * as format from './format';
import type { PaneInfo, PaneResult, Result, Role } from './messages';
import { paint, type Picture, type Style } from './paint';
import { isEmpty, type PaneStatistics } from './statistics';

/** Over pictures, in daylight and at night; the same hues as in the chart. */
export const COLOURS: Readonly<Record<Role, string>> = { dense: '#ffc857', distilled: '#7fb4ff', sparse: '#2ee6c8' };

export const TITLES: Readonly<Record<Role, string>> = { dense: 'Dense', distilled: 'Distilled', sparse: 'Sparse' };

const MEANINGS: Readonly<Record<Role, string>> = {
  dense: 'the full network',
  distilled: 'a smaller network for the same task',
  sparse: 'the full network with most weights zero, which are skipped',
};

/** One of the three: its picture with what its network found, and its numbers. */
export class Pane {
  readonly element: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  #picture: Picture | undefined;
  #result: Result | undefined;
  #style: Style;
  #described = '';

  constructor(
    readonly role: Role,
    onVariant: () => void,
  ) {
    const template = document.getElementById('pane-template') as HTMLTemplateElement;
    this.element = (template.content.cloneNode(true) as DocumentFragment).querySelector('article')!;
    this.element.dataset.role = role;
    this.element.setAttribute('aria-label', TITLES[role]);
    this.#part('h2 span:last-child').textContent = TITLES[role];
    this.#part('h2').title = MEANINGS[role];
    this.#canvas = this.#part('canvas') as HTMLCanvasElement;
    this.#style = { colour: COLOURS[role], mirrored: false, effect: 'blur' };
    this.#variants.setAttribute('aria-label', `${TITLES[role]} model`);
    this.#variants.addEventListener('change', onVariant);
    new ResizeObserver(() => this.#paint()).observe(this.#canvas);
  }

  /** Shows which models there are to choose from; keeps the choice if it is still there. */
  offer(models: readonly Entry[]): void {
    const chosen = this.#variants.value;
    this.#variants.replaceChildren(...models.map(({ name, url }) => new Option(name, url)));
    if (models.some(({ url }) => url === chosen)) {
      this.#variants.value = chosen;
    }
    this.#variants.disabled = models.length < 2;
    this.#variants.hidden = models.length === 0;
  }

  /** The address of the chosen model; empty without one. */
  get chosen(): string {
    return this.#variants.value;
  }

  set style(style: Omit<Style, 'colour'>) {
    this.#style = { ...style, colour: COLOURS[this.role] };
    this.#paint();
  }

  show(picture: Picture, result: PaneResult | undefined, name: string): void {
    this.#picture = picture;
    this.#result = result?.result;
    this.#paint();
    this.#part('.nothing').hidden = result === undefined || !isEmpty(result.result);
    this.#text('.nothing', result === undefined ? '' : found(result.result));
    const words = result === undefined ? name : `${found(result.result)} in ${name}`;
    if (words !== this.#described) {
      this.#described = words;
      this.#canvas.setAttribute('aria-label', words);
    }
    this.element.dataset.result = this.#result?.kind === 'mask' ? '' : JSON.stringify(this.#result ?? '');
  }

  showLoading(heading: string, loaded?: number, total?: number): void {
    this.#notice(heading, loaded === undefined || total === undefined ? '' : `${format.size(loaded)} of ${format.size(total)}`);
    const progress = this.#part('progress') as HTMLProgressElement;
    progress.hidden = false;
    if (loaded === undefined || total === undefined || loaded >= total) {
      progress.removeAttribute('value');
    } else {
      progress.max = total;
      progress.value = loaded;
    }
  }

  showFailure(heading: string, words: string): void {
    this.#notice(heading, words);
    this.#part('.notice').classList.add('error');
  }

  showEmpty(heading: string, words: string): void {
    this.#picture = undefined;
    this.#canvas.width = 0;
    this.#part('.nothing').hidden = true;
    this.#notice(heading, words);
  }

  showReady(): void {
    this.#part('.notice').hidden = true;
  }

  showModel(entry: Entry | undefined, info: PaneInfo | undefined): void {
    this.#text('.size', entry === undefined ? format.NOTHING : format.size(entry.bytes));
    this.#text('.work', info === undefined ? format.NOTHING : format.macs(info.executedMacs));
  }

  /** @param dense of the dense pane, to compare with */
  showNumbers(statistics: PaneStatistics, dense: PaneStatistics): void {
    const { median, mean, difference } = statistics;
    this.#text('.median', format.milliseconds(median));
    this.#text('.mean', mean === undefined ? format.NOTHING : `${format.milliseconds(mean)} ms`);
    this.#text('.fps', mean === undefined ? format.NOTHING : `${Math.floor(1000 / mean)} fps`);
    const isDense = this.role === 'dense';
    this.#text('.difference', isDense ? 'the reference' : format.difference(difference));
    const speed = isDense ? undefined : statistics.speedBeside(dense);
    const isIdle = median !== undefined && statistics.medianAtWork === undefined;
    this.#text('.speed', isIdle ? 'network idle' : speed === undefined ? '' : format.speed(speed));
  }

  get #variants(): HTMLSelectElement {
    return this.#part('select') as HTMLSelectElement;
  }

  #notice(heading: string, words: string): void {
    const notice = this.#part('.notice');
    notice.hidden = false;
    notice.classList.remove('error');
    this.#text('.notice strong', heading);
    this.#text('.notice span', words);
    this.#part('progress').hidden = true;
  }

  #part(selector: string): HTMLElement {
    return this.element.querySelector<HTMLElement>(selector)!;
  }

  #text(selector: string, text: string): void {
    const part = this.#part(selector);
    if (part.textContent !== text) {
      part.textContent = text;
    }
  }

  #paint(): void {
    if (this.#picture !== undefined && this.#canvas.clientWidth > 0) {
      paint(this.#canvas, this.#picture, this.#result, this.#style);
    }
  }
}

/** For example `2 hands found`. */
export function found(result: Result): string {
  if (result.kind === 'mask') {
    return 'The person is cut out';
  }
  const [count, one, many] =
    result.kind === 'hands' ? [result.hands.length, 'hand', 'hands'] : [result.faces.length, 'face', 'faces'];
  return `${count === 0 ? 'No' : count} ${count === 1 || count === 0 ? one : many} found`;
}
