/** What lies over the picture while there is none: loading, or what went wrong. */
import { byId } from './dom';
import { kilobytes } from './panel';

const notice = byId('notice');
const title = byId('notice-title');
const text = byId('notice-text');
const progress = byId<HTMLProgressElement>('notice-progress');
const retry = byId<HTMLButtonElement>('notice-retry');

function show(heading: string, words: string, failed: boolean): void {
  notice.hidden = false;
  notice.classList.toggle('error', failed);
  title.textContent = heading;
  text.textContent = words;
  progress.hidden = true;
  retry.hidden = true;
}

export function hideNotice(): void {
  notice.hidden = true;
}

/** @param loaded bytes so far; without it nobody knows how long it takes */
export function showLoading(heading: string, loaded?: number, total?: number): void {
  show(heading, loaded === undefined || total === undefined ? '' : `${kilobytes(loaded)} of ${kilobytes(total)}`, false);
  progress.hidden = false;
  if (loaded === undefined || total === undefined || loaded >= total) {
    progress.removeAttribute('value');
  } else {
    progress.max = total;
    progress.value = loaded;
  }
}

export function showInvitation(words: string): void {
  show('No picture yet', words, false);
}

export function showFailure(heading: string, words: string, tryAgain?: () => void): void {
  show(heading, words, true);
  if (tryAgain !== undefined) {
    retry.hidden = false;
    retry.onclick = tryAgain;
  }
}
