const WINDOW_MILLISECONDS = 2000;

/** How many frames really reach the screen: of several drawn between two refreshes only the last is seen. */
export class PaintRate {
  /** When frames were shown, within the window. */
  #times: number[] = [];
  #isScheduled = false;

  /** A frame was drawn: the next refresh shows it. */
  drawn(): void {
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      requestAnimationFrame((now) => {
        this.#isScheduled = false;
        this.#times.push(now);
      });
    }
  }

  clear(): void {
    this.#times = [];
  }

  /** Of the last two seconds; undefined if there was no more than one. */
  get perSecond(): number | undefined {
    const oldest = performance.now() - WINDOW_MILLISECONDS;
    this.#times = this.#times.filter((time) => time >= oldest);
    const [first, last] = [this.#times[0], this.#times.at(-1)];
    return first === undefined || last === undefined || first === last
      ? undefined
      : ((this.#times.length - 1) * 1000) / (last - first);
  }
}
