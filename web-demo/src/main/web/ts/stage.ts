import type { Face } from './messages';

const LINE = '#2ee6c8';
const SHADOW = 'rgb(0 0 0 / 0.6)';

/** Draws the picture, as large as it fits, and the faces over it. */
export class Stage {
  readonly #canvas: HTMLCanvasElement;
  #picture: ImageBitmap | undefined;
  #faces: readonly Face[] = [];

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    new ResizeObserver(() => this.#draw()).observe(canvas);
  }

  /** Shows a picture, which the stage closes when the next one comes. */
  show(picture: ImageBitmap, faces: readonly Face[], description: string): void {
    if (this.#picture !== picture) {
      this.#picture?.close();
    }
    this.#picture = picture;
    this.#faces = faces;
    this.#canvas.setAttribute('aria-label', description);
    this.#draw();
  }

  get picture(): ImageBitmap | undefined {
    return this.#picture;
  }

  #draw(): void {
    const canvas = this.#canvas;
    const ratio = devicePixelRatio;
    canvas.width = Math.round(canvas.clientWidth * ratio);
    canvas.height = Math.round(canvas.clientHeight * ratio);
    const picture = this.#picture;
    if (picture === undefined) {
      return;
    }
    const context = canvas.getContext('2d')!;
    const scale = Math.min(canvas.width / picture.width, canvas.height / picture.height);
    context.imageSmoothingQuality = 'high';
    context.translate((canvas.width - picture.width * scale) / 2, (canvas.height - picture.height * scale) / 2);
    context.drawImage(picture, 0, 0, picture.width * scale, picture.height * scale);
    for (const face of this.#faces) {
      drawFace(context, face, scale, ratio);
    }
  }
}

/** @param ratio device pixels per CSS pixel, the unit of lines and texts */
function drawFace(context: CanvasRenderingContext2D, face: Face, scale: number, ratio: number): void {
  const { left, top, right, bottom } = face.box;
  const outline = new Path2D();
  outline.roundRect(left * scale, top * scale, (right - left) * scale, (bottom - top) * scale, 4 * ratio);
  stroke(context, outline, 5 * ratio, SHADOW);
  stroke(context, outline, 2.5 * ratio, LINE);
  // Small faces keep visible features: dots shrink with the box.
  const radius = Math.min(3.5 * ratio, Math.max(1.2 * ratio, ((right - left) * scale) / 22));
  for (const { x, y } of face.keyPoints) {
    const dot = new Path2D();
    dot.arc(x * scale, y * scale, radius, 0, 2 * Math.PI);
    stroke(context, dot, 1.5 * ratio, SHADOW);
    context.fillStyle = LINE;
    context.fill(dot);
  }
  drawScore(context, face, scale, ratio);
}

function drawScore(context: CanvasRenderingContext2D, face: Face, scale: number, ratio: number): void {
  const text = `${Math.round(100 * face.score)} %`;
  context.font = `600 ${12 * ratio}px system-ui, sans-serif`;
  const width = context.measureText(text).width + 8 * ratio;
  const height = 17 * ratio;
  const x = face.box.left * scale;
  const y = Math.max(0, face.box.top * scale - height - 3 * ratio);
  const label = new Path2D();
  label.roundRect(x, y, width, height, 4 * ratio);
  context.fillStyle = LINE;
  context.fill(label);
  context.fillStyle = '#06211d';
  context.textBaseline = 'middle';
  context.fillText(text, x + 4 * ratio, y + height / 2 + ratio / 2);
}

function stroke(context: CanvasRenderingContext2D, path: Path2D, width: number, style: string): void {
  context.lineWidth = width;
  context.strokeStyle = style;
  context.stroke(path);
}
