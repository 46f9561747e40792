import type { Entry } from './catalogue';
import { byId } from './dom';

/** A radio button per picture: the browser's own arrow keys and tab order. */
export function showSamples(pictures: readonly Entry[], choose: (entry: Entry) => void): void {
  const list = byId('samples');
  list.querySelectorAll('label').forEach((label) => label.remove());
  pictures.forEach((entry, index) => {
    const label = document.createElement('label');
    const radio = document.createElement('input');
    radio.type = 'radio';
    radio.name = 'sample';
    radio.value = entry.name;
    radio.setAttribute('aria-label', `Sample ${index + 1} of ${pictures.length}`);
    radio.addEventListener('change', () => {
      label.scrollIntoView({ block: 'nearest', inline: 'center' });
      choose(entry);
    });
    const image = document.createElement('img');
    image.src = entry.url;
    image.alt = '';
    label.append(radio, image);
    list.append(label);
  });
}

/** Marks a sample as chosen, or none, without choosing it. */
export function markSample(name: string | undefined): void {
  for (const radio of byId('samples').querySelectorAll('input')) {
    radio.checked = radio.value === name;
  }
}
