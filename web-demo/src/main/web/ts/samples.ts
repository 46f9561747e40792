import type { Entry } from './catalogue';
import { byId } from './dom';

/** A radio button per sample: the browser's own arrow keys and tab order. */
export function showSamples(samples: readonly Entry[], choose: (entry: Entry) => void): void {
  const list = byId('samples');
  list.querySelectorAll('label').forEach((label) => label.remove());
  list.hidden = samples.length === 0;
  samples.forEach((entry, index) => {
    const label = document.createElement('label');
    label.title = entry.name;
    const radio = document.createElement('input');
    radio.type = 'radio';
    radio.name = 'sample';
    radio.value = entry.url;
    radio.setAttribute('aria-label', `Sample ${index + 1} of ${samples.length}: ${entry.name}`);
    radio.addEventListener('change', () => {
      label.scrollIntoView({ block: 'nearest', inline: 'center' });
      choose(entry);
    });
    label.append(radio, thumbnail(entry));
    list.append(label);
  });
}

function thumbnail(entry: Entry): HTMLElement {
  if (/\.(mp4|webm)\?/.test(entry.url)) {
    const video = document.createElement('video');
    // Half a second in, few videos are still black.
    video.src = `${entry.url}#t=0.5`;
    video.muted = true;
    video.preload = 'metadata';
    video.tabIndex = -1;
    return video;
  }
  const image = document.createElement('img');
  image.src = entry.url;
  image.alt = '';
  return image;
}

/** Marks a sample as chosen, or none, without choosing it. */
export function markSample(entry: Entry | undefined): void {
  for (const radio of byId('samples').querySelectorAll('input')) {
    radio.checked = radio.value === entry?.url;
  }
}
