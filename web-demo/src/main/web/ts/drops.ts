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
