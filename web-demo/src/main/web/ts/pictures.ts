/** Where pictures come from: addresses, files, the clipboard of a drag. Failures are Errors in words. */

export async function pictureAt(url: string, name: string): Promise<ImageBitmap> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch {
    throw new Error(`${name} could not be fetched: the demo server does not answer.`);
  }
  if (!response.ok) {
    throw new Error(`${name} could not be fetched: ${(await response.text()).trim() || `HTTP ${response.status}`}`);
  }
  return pictureIn(await response.blob(), name);
}

export async function pictureIn(blob: Blob, name: string): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(blob);
  } catch {
    throw new Error(`${name} is not a picture that this browser can read. JPEG, PNG, WebP and GIF work everywhere.`);
  }
}

/** Calls `use` with the first file that is dropped on the page. */
export function acceptDrops(view: HTMLElement, use: (file: File) => void): void {
  let depth = 0;
  const show = (dragging: boolean): void => {
    view.classList.toggle('dragging', dragging);
  };
  const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
  addEventListener('dragenter', (event) => {
    if (carriesFiles(event)) {
      depth++;
      show(true);
    }
  });
  addEventListener('dragleave', (event) => {
    if (carriesFiles(event)) {
      depth = Math.max(0, depth - 1);
      show(depth > 0);
    }
  });
  // Without this the browser would leave the page and show the file.
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', (event) => {
    event.preventDefault();
    depth = 0;
    show(false);
    const file = event.dataTransfer?.files[0];
    if (file !== undefined) {
      use(file);
    }
  });
}
