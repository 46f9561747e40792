/** How a run is done: by all threads together, or by the calling one while the others sleep. */
export type Mode = 'shared' | 'alone';

/** Weight of the newest run in the running means. */
const NEWEST = 0.15;

/** A single run that was held up counts as no more than this many times a run alone. */
const MOST = 2.5;

/** Runs alone before sharing is tried again: doubled at each trial that fails. */
const FIRST_PAUSE = 8;
const LONGEST_PAUSE = 512;

/** Shared runs before a run alone shows what that would take: doubled each time. */
const FIRST_CHECK = 16;
const LAST_CHECK = 1024;

/** After so many shared runs in a row sharing has proved itself: the next pause is short again. */
const PROVEN = 32;

/**
 * Decides for each run whether sharing it pays, from what the runs before took. Another process on the second core, or
 * a processor that slows down under load, can make shared runs slower than runs alone: then threads are left asleep,
 * and tried again ever more rarely.
 */
export class Governor {
  #alone = NaN;
  #shared = NaN;
  #sharedRuns = 0;
  #pause = FIRST_PAUSE;
  #left = 0;
  #check = FIRST_CHECK;
  #sinceAlone = 0;

  /** The mode of the next run. */
  next(): Mode {
    const unknown = Number.isNaN(this.#alone) || this.#sinceAlone >= this.#check;
    return unknown || this.#left > 0 ? 'alone' : 'shared';
  }

  /** Takes note of a run; `fresh` for one that is known to be faster than those before, as while warming up. */
  record(mode: Mode, milliseconds: number, fresh = false): void {
    if (mode === 'alone') {
      this.#recordAlone(milliseconds, fresh);
      return;
    }
    this.#sinceAlone += fresh ? 0 : 1;
    const first = this.#sharedRuns === 0;
    this.#shared = first ? milliseconds : mean(this.#shared, Math.min(milliseconds, MOST * this.#alone), fresh);
    this.#sharedRuns++;
    if (this.#sharedRuns >= PROVEN) {
      this.#pause = FIRST_PAUSE;
    }
    if (this.#shared > this.#alone && !fresh) {
      this.#left = this.#pause;
      this.#pause = Math.min(LONGEST_PAUSE, 2 * this.#pause);
      this.#sharedRuns = 0;
    }
  }

  #recordAlone(milliseconds: number, fresh: boolean): void {
    // A check between shared runs: the first runs of all may have been slow, this one may be held up.
    const check = this.#left === 0 && !fresh && !Number.isNaN(this.#alone);
    this.#alone = check ? Math.min(this.#alone, milliseconds) : mean(this.#alone, milliseconds, fresh);
    this.#check = check ? Math.min(LAST_CHECK, 2 * this.#check) : this.#check;
    this.#sinceAlone = 0;
    this.#left = Math.max(0, this.#left - 1);
  }
}

function mean(before: number, newest: number, fresh: boolean): number {
  return Number.isNaN(before) || fresh ? newest : before + NEWEST * (newest - before);
}
