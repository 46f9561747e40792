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
  readonly #listener: PlayerListener;
  #source: Source | undefined;
  #comparison: Comparison | undefined;
  #roles: readonly Role[] = [];
  #paused = false;
  /** How often the frame that is shown is still to be looked at while paused. */
  #again = 0;
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
    this.#again = 0;
    this.#comparison?.reset();
    source?.setPaused(this.#paused);
    if (source !== undefined) {
      this.#listener.preview(capture(source.image, source, this.#shown));
    }
    this.#wake?.();
  }

  /** Only one whose panes are ready. */
  set comparison(comparison: Comparison | undefined) {
    this.#comparison = comparison;
    this.#wake?.();
  }

  set roles(roles: readonly Role[]) {
    this.#roles = roles;
    this.#wake?.();
  }

  get paused(): boolean {
    return this.#paused;
  }

  set paused(paused: boolean) {
    this.#paused = paused;
    this.#again = 0;
    this.#source?.setPaused(paused);
    this.#wake?.();
  }

  /** Looks at the frame that is shown again, as often as this, and stays paused. */
  lookAgain(times: number): void {
    this.#again = times;
    this.#wake?.();
  }

  async #run(): Promise<never> {
    for (;;) {
      const source = this.#source;
      const comparison = this.#comparison;
      const idle = this.#paused && this.#again === 0;
      if (source === undefined || comparison === undefined || idle || this.#roles.length === 0) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      if (this.#paused) {
        this.#again--;
        await this.#look(this.#shown, source, comparison);
        continue;
      }
      await source.next();
      if (source === this.#source && comparison === this.#comparison && !this.#paused) {
        await this.#look(source.image, source, comparison);
      }
    }
  }

  async #look(image: CanvasImageSource, source: Source, comparison: Comparison): Promise<void> {
    const picture = capture(image, source, this.#coming);
    const timestamp = source.timestamp;
    const roles = this.#roles;
    const panes = await comparison.look(await createImageBitmap(this.#coming), timestamp, roles);
    const isWanted = source === this.#source && comparison === this.#comparison && roles === this.#roles;
    if (panes !== undefined && isWanted) {
      [this.#shown, this.#coming] = [this.#coming, this.#shown];
      this.#listener.frame(picture, panes);
    }
  }
}

/** @param size of the source, which is the canvas's as well */
function capture(image: CanvasImageSource, size: Pick<Source, 'width' | 'height'>, canvas: HTMLCanvasElement): Picture {
  const { width, height } = size;
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  canvas.getContext('2d')!.drawImage(image, 0, 0, width, height);
  return { frame: canvas, width, height };
}
