import type { Comparison } from './comparison';
import type { PaneResult, Role } from './messages';
import type { Picture } from './paint';
import type { Source } from './source';

export interface PlayerListener {
  /** A frame without results: the networks are not ready yet. */
  preview(picture: Picture): void;
  frame(picture: Picture, panes: Partial<Record<Role, PaneResult>>): void;
}

/** Takes frame after frame from the source through the comparison, one at a time: late frames are dropped. */
export class Player {
  roles: readonly Role[] = [];
  readonly #listener: PlayerListener;
  #source: Source | undefined;
  #comparison: Comparison | undefined;
  #paused = false;
  #wake: (() => void) | undefined;
  /** The frame that is shown, and the one that is being looked at. */
  #shown = document.createElement('canvas');
  #coming = document.createElement('canvas');

  constructor(listener: PlayerListener) {
    this.#listener = listener;
    void this.#run();
  }

  get source(): Source | undefined {
    return this.#source;
  }

  set source(source: Source | undefined) {
    this.#source?.close();
    this.#source = source;
    this.#comparison?.reset();
    source?.setPaused(this.#paused);
    if (source !== undefined) {
      this.#listener.preview(capture(source, this.#shown));
    }
    this.#wake?.();
  }

  /** Only one whose panes are ready. */
  set comparison(comparison: Comparison | undefined) {
    this.#comparison = comparison;
    this.#wake?.();
  }

  get paused(): boolean {
    return this.#paused;
  }

  set paused(paused: boolean) {
    this.#paused = paused;
    this.#source?.setPaused(paused);
    this.#wake?.();
  }

  async #run(): Promise<never> {
    for (;;) {
      const source = this.#source;
      const comparison = this.#comparison;
      if (source === undefined || comparison === undefined || this.#paused || this.roles.length === 0) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      await source.next();
      if (source === this.#source && comparison === this.#comparison && !this.#paused) {
        await this.#look(source, comparison);
      }
    }
  }

  async #look(source: Source, comparison: Comparison): Promise<void> {
    const picture = capture(source, this.#coming);
    const timestamp = source.timestamp;
    const panes = await comparison.look(await createImageBitmap(this.#coming), timestamp, this.roles);
    if (panes !== undefined && source === this.#source && comparison === this.#comparison) {
      [this.#shown, this.#coming] = [this.#coming, this.#shown];
      this.#listener.frame(picture, panes);
    }
  }
}

function capture(source: Source, canvas: HTMLCanvasElement): Picture {
  const { width, height } = source;
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  canvas.getContext('2d')!.drawImage(source.image, 0, 0, width, height);
  return { frame: canvas, width, height };
}
