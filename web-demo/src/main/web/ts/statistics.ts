/** The times of the last runs. */
export class RunTimes {
  static readonly CAPACITY = 50;
  readonly #last: number[] = [];
  #first: number | undefined;

  add(milliseconds: number): void {
    this.#first ??= milliseconds;
    this.#last.push(milliseconds);
    if (this.#last.length > RunTimes.CAPACITY) {
      this.#last.shift();
    }
  }

  /** Oldest first. */
  get last(): readonly number[] {
    return this.#last;
  }

  /** Of the very first run, which is the slowest while the browser warms up. */
  get first(): number | undefined {
    return this.#first;
  }

  get best(): number {
    return Math.min(...this.#last);
  }

  get median(): number {
    const sorted = [...this.#last].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  }
}
