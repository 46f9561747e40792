/** The line that says what happens. What went wrong stays until the visitor does something else. */
import { byId } from './dom';

const line = byId('status');

/** The answer to what the visitor did. */
export function say(text: string): void {
  show(text, false);
}

/** The answer is that it failed. */
export function sayFailure(text: string): void {
  show(text, true);
}

/** News that nobody asked for; never in place of a failure. */
export function sayUnasked(text: string): void {
  if (!line.classList.contains('error')) {
    show(text, false);
  }
}

function show(text: string, failed: boolean): void {
  line.textContent = text;
  line.classList.toggle('error', failed);
}
